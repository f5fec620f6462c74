import { SKEW_S } from "../attestation/wire.ts";
import type { RefusalCode } from "../codes.ts";
import { isLevelAtLeast, type PolicyLookup } from "../policy/PolicyLookup.ts";
import { authorsWith } from "../statement/verifyStatement.ts";
import type { Charter } from "./Charter.ts";
import { chartered, isWider, joinCharters, stricterOf } from "./effectiveCharter.ts";

/** Whether the policy knows every level and set the charter names, and the label is within its own ceiling. */
export function isCoherent(policies: PolicyLookup, charter: Charter): boolean {
    const { pol, lvl, ceiling } = charter.gate;
    const self = chartered(charter);
    return stricterOf(policies, self, self) !== undefined && isLevelAtLeast(policies, pol, ceiling, lvl);
}

const inAll = (lists: readonly (readonly string[])[]): string[] =>
    (lists[0] ?? []).filter((each) => lists.every((list) => list.includes(each)));

/** What was actual in any open predecessor stays actual; what was exercise in all stays exercise (SPEC 8.3). */
function isExerciseKept(charter: Charter, base: readonly Charter[]): boolean {
    const opened = base.filter(({ phase }) => phase !== "standby");
    return opened.length === 0 || charter.exercise === opened.every(({ exercise }) => exercise);
}

/** A changed gate needs an epoch above all it follows; an unchanged one keeps presentations and admissions. */
function isEpochRight({ gate, gateText }: Charter, base: readonly Charter[]): boolean {
    return base.some((each) => each.gateText === gateText) || base.every((each) => gate.epoch > each.gate.epoch);
}

/**
 * Whether `charter` may stand beside or after what is pinned (SPEC 8.3, 8.5). `base` is what it follows, as far as known;
 * for a fork of unknown descent the present `heads` say who may sign, and it can only make things stricter. The refusal's
 * code, or `undefined` when it may.
 */
export function checkSuccession(
    charter: Charter,
    base: readonly Charter[],
    heads: readonly Charter[],
    policies: PolicyLookup,
): RefusalCode | undefined {
    const authority = base.length > 0 ? base : heads;
    if (authority.some(({ owner }) => owner !== charter.owner)) return "CHR_OWNER";
    const signatories = [charter.owner, ...inAll(authority.map(({ gate }) => gate.admit))];
    if (authorsWith(charter, "CHARTER", signatories).length === 0) return "CHR_SIGNER";
    if (!isCoherent(policies, charter)) return "CHR_POLICY";
    if (charter.iat + SKEW_S < Math.max(0, ...base.map(({ iat }) => iat))) return "CHR_TIME";
    if (!isEpochRight(charter, base)) return "CHR_EPOCH";
    if (!isExerciseKept(charter, base)) return "CHR_EXERCISE";
    if (base.length === 0) return undefined;
    const before = joinCharters(policies, base);
    if (before !== undefined && !isWider(policies, chartered(charter), before)) return undefined;
    const releasers = authorsWith(charter, "RELEASE", inAll(base.map(({ lowerBy }) => lowerBy)));
    return releasers.length >= 2 ? undefined : "CHR_LOWER";
}
