import { err } from "@valise/base";
import type { EngineFailure, GateCode } from "@valise/bridge";

/** A refusal of the engine itself, beside those of `@valise/clearance`. */
export interface EngineRefusal {
    readonly kind: "refused";
    readonly code: GateCode;
}

export const refuseEngine = (code: GateCode) => err<EngineRefusal>({ kind: "refused", code });

/** What the bridge carries: the code, and nothing of what was refused. */
export const failureOf = ({ code }: { readonly code: string }): EngineFailure => ({ kind: "refused", code });
