import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineOutput, UserId } from "@valise/bridge";
import { foldFailure } from "../../http/foldFailure.ts";
import { asObject } from "../../json.ts";
import type { Account } from "../../session/Account.ts";
import { megolmPlace } from "../../timeline/megolmPosition.ts";

type ReachAccount = Pick<Account, "http" | "clock" | "releases">;

/** Who could have read one's own message, from the manifests this device keeps of what it shared. */
export async function spillReach(
    account: ReachAccount,
    roomId: string,
    eventId: string,
): Promise<Result<EngineOutput<"spillReach">, EngineFailure>> {
    const place = await placeOf(account, roomId, eventId);
    if (!place.ok) return place;
    const shares =
        place.value === null ? null : await account.releases.reach(roomId, place.value.sessionId, place.value.index);
    const readers = (shares ?? []).map(({ userId, deviceIds, atMs }) => ({
        userId: userId as UserId,
        deviceIds: [...deviceIds],
        sharedAtMs: atMs,
    }));
    return ok({ known: shares !== null, readers });
}

/** Where in which session the message was sealed; null where it is not sealed. */
async function placeOf({ http, clock }: ReachAccount, roomId: string, eventId: string) {
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/event/${encodeURIComponent(eventId)}`;
    const answer = await http.request("GET", path);
    if (!answer.ok) return err(foldFailure(answer.error, clock));
    const content = asObject(answer.value.content);
    return ok(content === null ? null : megolmPlace(content));
}
