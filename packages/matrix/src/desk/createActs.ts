import { thumbprintOf } from "@valise/clearance";
import { signStatusActs } from "@valise/clearance/desk";
import type { Clearances } from "../gate/createClearances.ts";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { asObject, asString } from "../json.ts";
import { wire } from "../wire.ts";
import type { DeskStore } from "./DeskStore.ts";
import type { OpenDesk } from "./OpenDesk.ts";

/** Revocations, suspensions and reinstatements on their way to the status service (clearance SPEC 12.8). */
export interface Acts {
    areWaiting(): boolean;
    /** Signs what the register says and keeps it, then sends it. */
    changed(): Promise<void>;
    /** Tries again what could not be sent. */
    send(): Promise<void>;
}

export interface ActsParts {
    readonly deskStore: DeskStore;
    readonly http: MatrixHttp;
    readonly clearances: Clearances;
    readonly desk: () => OpenDesk | null;
    nowMs(): number;
    changed(): void;
}

/** How long an act is repeated in later ones: a service that was down that long finds it still. */
const REPEATED_S = 30 * 86_400;

export async function createActs(parts: ActsParts): Promise<Acts> {
    const { deskStore, http, clearances, desk, nowMs } = parts;
    const stored = asObject(await deskStore.read("acts"));
    let waiting = readActs(stored);
    let sending = false;

    const send = async () => {
        const roomId = clearances.configured.own?.roomId;
        if (waiting === null || sending || roomId === undefined) return;
        sending = true;
        const { token, kid } = waiting;
        const path = ["rooms", roomId, "state", wire.trustActs, kid].map(encodeURIComponent).join("/");
        const sent = await http.request("PUT", `/_matrix/client/v3/${path}`, { body: { token } });
        sending = false;
        if (!sent.ok || waiting.token !== token) return;
        waiting = null;
        await deskStore.write("acts", null);
        parts.changed();
    };
    return {
        areWaiting: () => waiting !== null,
        async changed() {
            const open = desk();
            const context = clearances.community.context();
            if (open === null || context === null) return;
            const nowS = Math.floor(nowMs() / 1000);
            const { uri, agency } = open.limits;
            const about = { uri, agency, nowS, sinceS: nowS - REPEATED_S };
            const token = await signStatusActs(open.register(), about, open.officer, context);
            waiting = { token, kid: await thumbprintOf(context.crypto, open.officer.signer.jwk) };
            await deskStore.write("acts", { ...waiting });
            parts.changed();
            await send();
        },
        send,
    };
}

function readActs(stored: ReturnType<typeof asObject>): { readonly token: string; readonly kid: string } | null {
    const [token, kid] = [asString(stored?.token), asString(stored?.kid)];
    return token === null || kid === null ? null : { token, kid };
}
