import { isAppUrl } from "../app/appOrigin.ts";

/** What is known of the frame that sent a message; Electron's `senderFrame` has this shape. */
export interface SenderFrame {
    readonly url: string;
    readonly parent: unknown;
}

/** Only the main frame of our own page may call main; a frame that has gone meanwhile is nobody. */
export function isTrustedSender(frame: SenderFrame | null | undefined, isOurWindow: boolean): boolean {
    return isOurWindow && frame !== null && frame !== undefined && frame.parent === null && isAppUrl(frame.url);
}
