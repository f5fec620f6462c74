import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers } from "@valise/bridge";
import type { Account } from "../../session/Account.ts";
import { spillReach } from "./spillReach.ts";

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
                const { draftNext, nextWish } = await import("./charterDesk.ts");
                const owner = clearances.holder.credential()?.agency ?? null;
                const wish = nextWish(input, state, owner, context.value, clearances.community.registry);
                if (!wish.ok) return wish;
                return draftNext(wish.value, state?.record.pins ?? null, desk.nowS(), context.value);
            }),
        draftBreakGlass: (input) =>
            withAccount(async (current) => (await import("./draftGlass.ts")).draftGlass(current, input)),
        publishStatement: ({ roomId, statement }) =>
            withAccount(async ({ gates, desk, admissions }) => {
                const context = await desk.context();
                if (!context.ok) return context;
                const gate = gates.gateOf(roomId);
                await gate?.looked();
                const { checkFiling } = await import("./charterDesk.ts");
                const checked = await checkFiling(statement, roomId, gate?.state() ?? null, context.value);
                if (!checked.ok) return checked;
                const admitted = await admissions.admitted(roomId);
                const filed = await desk.file(roomId, checked.value);
                if (!filed.ok || checked.value.kind !== "charter" || admitted.length === 0) return filed;
                // A changed gate asks for new admissions: whoever belonged goes on to belong.
                const carried = await admissions.admit(roomId, admitted);
                return carried.ok ? ok() : carried;
            }),
        spillReach: ({ roomId, eventId }) => withAccount((current) => spillReach(current, roomId, eventId)),
    };
}
