import { err } from "@valise/base";
import type { EngineFailure, EngineHandlers } from "@valise/bridge";

type CrisisCommands = Pick<EngineHandlers, "exportBag" | "importBag" | "retryCrisis">;

/** Crisis mode needs a community whose attestations say who may do what. */
export function createCrisisCommands(): CrisisCommands {
    const refuse = async () => err<EngineFailure>({ kind: "refused", code: "TRUST_NONE" });
    return {
        exportBag: refuse,
        importBag: refuse,
        retryCrisis: refuse,
    };
}
