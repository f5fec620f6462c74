import { type Clock, err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { foldFailure } from "../http/foldFailure.ts";
import type { RoomBook } from "./RoomBook.ts";
import { serverNameOf } from "./RoomRecord.ts";

const RETRY_MS = 60_000;
const STEP_MS = 2_000;

/** Joins by way of the inviter's server. A 403 of an invited person is a race, and tried again for a minute (protocol 5). */
export async function joinInvited(
    by: { readonly http: MatrixHttp; readonly book: RoomBook; readonly clock: Clock },
    roomId: string,
): Promise<Result<void, EngineFailure>> {
    const { record } = by.book.get(roomId) ?? {};
    const invited = record?.membership === "invite";
    const via = record?.inviterId ? serverNameOf(record.inviterId) : null;
    const query = via === null ? {} : { query: { server_name: via, via } };
    const untilMs = by.clock.monotonicMs() + RETRY_MS;
    for (;;) {
        const path = `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`;
        const answer = await by.http.request("POST", path, { body: {}, timeoutMs: 90_000, ...query });
        if (answer.ok) {
            by.book.ensure(roomId).record.membership = "join";
            by.book.changed(roomId);
            return ok();
        }
        // The invitation may be here before the inviter's server knows it.
        const race = answer.error.kind === "answered" && answer.error.status === 403 && invited;
        if (!race || by.clock.monotonicMs() > untilMs) return err(foldFailure(answer.error, by.clock));
        await new Promise<void>((resolve) => void by.clock.after(STEP_MS, resolve));
    }
}
