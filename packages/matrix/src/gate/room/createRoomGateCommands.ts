import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, UserId } from "@valise/bridge";
import { foldFailure } from "../../http/foldFailure.ts";
import { asObject } from "../../json.ts";
import type { Account } from "../../session/Account.ts";
import { megolmPlace } from "../../timeline/megolmPosition.ts";
import { checkFiling, draftNext, nextWish } from "./charterDesk.ts";
import { draftGlass } from "./draftGlass.ts";

type RoomGateCommands = Pick<
    EngineHandlers,
    "confirmReaders" | "draftCharter" | "draftBreakGlass" | "publishStatement" | "spillReach"
>;

/** What a person decides at a room's gate, and asks of it. */
export function createRoomGateCommands(account: () => Account | null): RoomGateCommands {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        return current === null ? err<EngineFailure>({ kind: "not-signed-in" }) : run(current);
    };
    return {
        confirmReaders: ({ roomId }) =>
            withAccount(async ({ gates }) => {
                await gates.gateOf(roomId)?.confirm();
                return ok();
            }),
        draftCharter: (input) =>
            withAccount(async ({ gates, desk, clearances }) => {
                const context = await desk.context();
                if (!context.ok) return context;
                const gate = gates.gateOf(input.roomId);
                await gate?.looked();
                const state = gate?.state() ?? null;
                const owner = clearances.holder.credential()?.agency ?? null;
                const wish = nextWish(input, state, owner, context.value, clearances.community.registry);
                if (!wish.ok) return wish;
                return draftNext(wish.value, state?.record.pins ?? null, desk.nowS(), context.value);
            }),
        draftBreakGlass: (input) => withAccount((current) => draftGlass(current, input)),
        publishStatement: ({ roomId, statement }) =>
            withAccount(async ({ gates, desk, admissions }) => {
                const context = await desk.context();
                if (!context.ok) return context;
                const gate = gates.gateOf(roomId);
                await gate?.looked();
                const checked = await checkFiling(statement, roomId, gate?.state() ?? null, context.value);
                if (!checked.ok) return checked;
                const admitted = await admissions.admitted(roomId);
                const filed = await desk.file(roomId, checked.value);
                if (!filed.ok || checked.value.kind !== "charter" || admitted.length === 0) return filed;
                // A changed gate asks for new admissions: whoever belonged goes on to belong.
                const carried = await admissions.admit(roomId, admitted);
                return carried.ok ? ok() : carried;
            }),
        spillReach: ({ roomId, eventId }) =>
            withAccount(async (current) => {
                const place = await placeOf(current, roomId, eventId);
                if (!place.ok) return place;
                const shares =
                    place.value === null
                        ? null
                        : await current.releases.reach(roomId, place.value.sessionId, place.value.index);
                const readers = (shares ?? []).map(({ userId, deviceIds, atMs }) => ({
                    userId: userId as UserId,
                    deviceIds: [...deviceIds],
                    sharedAtMs: atMs,
                }));
                return ok({ known: shares !== null, readers });
            }),
    };
}

/** Where in which session the message was sealed; null where it is not sealed. */
async function placeOf({ http, clock }: Account, roomId: string, eventId: string) {
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/event/${encodeURIComponent(eventId)}`;
    const answer = await http.request("GET", path);
    if (!answer.ok) return err(foldFailure(answer.error, clock));
    const content = asObject(answer.value.content);
    return ok(content === null ? null : megolmPlace(content));
}
