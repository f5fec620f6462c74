import { badUsage } from "../output/CommandFailure.ts";

/** `AGENCY=VALUE` of the command line. */
export function readPair(text: string): readonly [string, string] {
    const at = text.indexOf("=");
    if (at < 1 || at === text.length - 1) throw badUsage("usage.agencyPair", { value: text });
    return [text.slice(0, at), text.slice(at + 1)];
}
