import { type Err, err } from "@valise/base";
import type { RefusalCode } from "./codes.ts";

/** Why something signed was not believed. `code` is stable and public (SPEC 1.5); `field` names what was wrong, never its content. */
export interface Refusal {
    readonly kind: "refused";
    readonly code: RefusalCode;
    readonly field?: string;
}

/** Refuses with a code; the first refusal of a chain of checks is the one reported (SPEC 1.1). */
export function refuse(code: RefusalCode, field?: string): Err<Refusal> {
    return err(field === undefined ? { kind: "refused", code } : { kind: "refused", code, field });
}
