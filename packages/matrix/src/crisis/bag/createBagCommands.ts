import { err, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers } from "@valise/bridge";
import type { Account } from "../../session/Account.ts";

type BagCommands = Pick<EngineHandlers, "exportBag" | "importBag">;

/** The bag, for when a link is down. Its code is loaded when it is first used. */
export function createBagCommands(account: () => Account | null): BagCommands {
    const withAccount = async <T>(
        run: (account: Account) => Promise<Result<T, EngineFailure>>,
    ): Promise<Result<T, EngineFailure>> => {
        const current = account();
        return current === null ? err({ kind: "not-signed-in" }) : run(current);
    };
    return {
        exportBag: (wish) => withAccount(async (current) => (await import("./carryBag.ts")).pack(current, wish)),
        importBag: ({ bytes }) =>
            withAccount(async (current) => (await import("./carryBag.ts")).unpack(current, bytes)),
    };
}
