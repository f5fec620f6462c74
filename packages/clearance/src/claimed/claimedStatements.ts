import { ok, type Result } from "@valise/base";
import { type AdmissionWire, admissionSchema } from "../admission/admission.ts";
import { type Charter, readCharter } from "../charter/Charter.ts";
import { chartered, isWider } from "../charter/effectiveCharter.ts";
import { parseCompactJws, parseEncodedObject } from "../encoding/jws.ts";
import { type JsonObject, memberOf } from "../encoding/strictJson.ts";
import { type BreakGlassWire, breakGlassSchema } from "../glass/breakGlass.ts";
import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { parseStatement } from "../statement/verifyStatement.ts";
import type { StatementKind } from "../statement/wire.ts";

/**
 * What statements in a room's state say of themselves, nothing of it verified (SPEC 13): for a homeserver's second line,
 * which has no status lists and catches mistakes. No client decides anything by it.
 */
export interface ClaimedCharter {
    readonly charter: Omit<Charter, "by" | "digest">;
    /** How many different people say they signed. */
    readonly signers: number;
}

export function readClaimedCharter(value: unknown): Result<ClaimedCharter, Refusal> {
    const statement = parseStatement(value, "charter");
    if (!statement.ok) return statement;
    const payload = parseEncodedObject(statement.value.payload);
    if (payload === undefined) return refuse("STM_PAYLOAD");
    const charter = readCharter({ wire: statement.value, payload, digest: "", iat: 0, by: [] });
    if (!charter.ok) return charter;
    const { by: _none, digest: _unnamed, ...said } = charter.value;
    return ok({ charter: said, signers: new Set(statement.value.by.map(claimedHolder)).size });
}

/** Whom a presentation names; one that cannot be read names itself. */
function claimedHolder(presentation: string): string {
    const sub = memberOf(parseCompactJws(presentation.split("~")[0] ?? "")?.payload ?? {}, "sub");
    return typeof sub === "string" ? sub : presentation;
}

/** Whether `next` opens access in any way `base` does not (SPEC 8.5): a lower label, more agencies, no roster any more. */
export function isWiderCharter(policies: PolicyLookup, next: ClaimedCharter, base: ClaimedCharter): boolean {
    const whole = ({ charter }: ClaimedCharter) => chartered({ ...charter, digest: "", by: [] });
    return isWider(policies, whole(next), whole(base));
}

/** Whether these admissions say that a person belongs (SPEC 9.4): the newest that names them, and `remove` wins a tie. */
export function isClaimedAdmitted(admissions: readonly unknown[], epoch: number, sub: string): boolean {
    const sayings = payloadsOf(admissions, "admission")
        .flatMap((payload): AdmissionWire | readonly [] => admissionSchema.safeParse(payload).data ?? [])
        .filter((each) => each.epoch === epoch)
        .filter(({ add, remove }) => remove.includes(sub) || add.some((person) => person.sub === sub));
    const newestS = Math.max(...sayings.map(({ iat }) => iat));
    const newest = sayings.filter(({ iat }) => iat === newestS);
    return newest.length > 0 && newest.every(({ remove }) => !remove.includes(sub));
}

/** Whether a break-glass that has not ended says that a person may be in (SPEC 9.5). */
export function isClaimedGlass(glasses: readonly unknown[], epoch: number, sub: string, nowS: number): boolean {
    return payloadsOf(glasses, "break-glass")
        .flatMap((payload): BreakGlassWire | readonly [] => breakGlassSchema.safeParse(payload).data ?? [])
        .some((glass) => glass.sub === sub && glass.epoch === epoch && nowS < glass.exp);
}

const payloadsOf = (values: readonly unknown[], kind: StatementKind): JsonObject[] =>
    values.flatMap((value): readonly JsonObject[] => {
        const statement = parseStatement(value, kind);
        const payload = statement.ok ? parseEncodedObject(statement.value.payload) : undefined;
        return payload === undefined ? [] : [payload];
    });
