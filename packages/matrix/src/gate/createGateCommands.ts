import { err } from "@valise/base";
import type { EngineFailure, EngineHandlers } from "@valise/bridge";

type GateCommands = Pick<EngineHandlers, "confirmReaders" | "draftCharter" | "publishStatement" | "spillReach">;

/** Without a community whose clearances count, all of these are refused. */
export function createGateCommands(): GateCommands {
    const refuse = async () => err<EngineFailure>({ kind: "refused", code: "TRUST_NONE" });
    return {
        confirmReaders: refuse,
        draftCharter: refuse,
        publishStatement: refuse,
        spillReach: refuse,
    };
}
