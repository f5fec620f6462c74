import { GATE_CODES, type GateCode } from "@valise/bridge";
import type { Translator } from "../i18n/createI18n.ts";

export const isGateCode = (code: string): code is GateCode => Object.hasOwn(GATE_CODES, code);

/** A refusal of the engine by trust data, clearance or gate, as a person reads it; the code itself is shown beside it. */
export function describeGateCode(code: GateCode, { t }: Translator): { readonly cause: string; readonly next: string } {
    return { cause: t(`gate.code.${code}`), next: t(`gate.next.${GATE_CODES[code].next}`) };
}
