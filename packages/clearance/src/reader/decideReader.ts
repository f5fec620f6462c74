import { err, type Result } from "@valise/base";
import { decideAdmission, type Roster } from "../admission/admission.ts";
import type { EffectiveCharter } from "../charter/effectiveCharter.ts";
import type { RefusalCode } from "../codes.ts";
import { activeBreakGlass, type BreakGlass } from "../glass/breakGlass.ts";
import type { Refusal } from "../refusal.ts";
import { checkStanding, type ListUsed, type Standing } from "../verify/checkStanding.ts";
import type { ProvenPresentation } from "../verify/provePresentation.ts";
import type { TrustContext } from "../verify/TrustContext.ts";

/** What is persisted of a member between verifications; only grace depends on it (SPEC 9.6). */
export interface ReaderMemory {
    /** When the member first passed everything with these lists (seconds), and under which binding nonce. */
    readonly lastVerified?: {
        readonly nonce: string;
        readonly mxk: string;
        readonly lists: readonly ListUsed[];
        readonly atS: number;
    };
    /** Ever seen revoked under this master key: no grace again. */
    readonly revokedMxk?: string;
}

/** A member as the room shows them: `mxk` from the crypto store, what they presented as `proveOnce` judged it. */
export interface Member {
    readonly sub: string;
    readonly mxk: string;
    /** `undefined` when the member has shown nothing. */
    readonly presentation: Result<ProvenPresentation, Refusal> | undefined;
    readonly memory: ReaderMemory;
}

/** What of a room decides about its members. Roster and break-glasses were verified and read against `charter`. */
export interface RoomRules {
    readonly charter: EffectiveCharter;
    readonly roster: Roster;
    readonly glasses: readonly BreakGlass[];
}

/** Whether a member may be given keys now, why, and until when (seconds). Persist `memory` when it is another object. */
export type ReaderDecision =
    | {
          readonly kind: "reads";
          readonly because: "presentation" | "grace" | "break-glass";
          readonly untilS: number;
          readonly memory: ReaderMemory;
      }
    | { readonly kind: "refused"; readonly code: RefusalCode; readonly memory: ReaderMemory };

type TrustNow = Pick<TrustContext, "bundle" | "lists" | "nowS">;

/**
 * The release gate's one question (SPEC 9.1): may this member have the next key? In order: a break-glass for them; their
 * presentation; its agency among the room's; its standing now; their admission in roster rooms. Pure and synchronous, to be
 * asked again at the moment of sending.
 */
export function decideReader(member: Member, rules: RoomRules, trust: TrustNow): ReaderDecision {
    const glass = activeBreakGlass(rules.glasses, member, rules.charter, trust.nowS);
    if (glass !== undefined) {
        return { kind: "reads", because: "break-glass", untilS: glass.exp, memory: member.memory };
    }
    const { presentation } = member;
    const refused = (code: RefusalCode): ReaderDecision => ({ kind: "refused", code, memory: member.memory });
    if (presentation === undefined) return refused("ATT_MISSING");
    if (!presentation.ok) return refused(presentation.error.code);
    const belongs = checkBelonging(member, presentation.value, rules);
    const standing = checkStanding(presentation.value, trust.nowS, trust);
    if (!standing.ok && standing.error.code === "ATT_REVOKED") {
        const memory = { ...member.memory, revokedMxk: member.mxk };
        return { kind: "refused", code: "ATT_REVOKED", memory };
    }
    if (!belongs.ok) return refused(belongs.error.code);
    return standing.ok
        ? readsByPresentation(member, presentation.value, standing.value, trust.nowS)
        : decideGrace(member, presentation.value, standing.error.code, rules.charter.graceS, trust.nowS);
}

function checkBelonging(
    { sub, mxk }: Member,
    presentation: ProvenPresentation,
    { charter, roster }: RoomRules,
): Result<void, { readonly code: RefusalCode }> {
    if (presentation.sub !== sub) return err({ code: "ATT_SUBJECT" });
    if (presentation.mxk !== mxk) return err({ code: "ATT_MXK" });
    if (!charter.agencies.includes(presentation.agency)) return err({ code: "ADM_AGENCY" });
    if (charter.admission === "cleared") return { ok: true, value: undefined };
    return decideAdmission(roster, charter.epochs, { sub, mxk });
}

function readsByPresentation(
    { mxk, memory }: Member,
    { binding }: ProvenPresentation,
    { expiresAtS, lists }: Standing,
    nowS: number,
): ReaderDecision {
    const last = memory.lastVerified;
    const isSame =
        last?.nonce === binding.nonce && last.mxk === mxk && JSON.stringify(last.lists) === JSON.stringify(lists);
    const lastVerified = isSame ? last : { nonce: binding.nonce, mxk, lists, atS: nowS };
    return {
        kind: "reads",
        because: "presentation",
        untilS: expiresAtS,
        memory: isSame ? memory : { ...memory, lastVerified },
    };
}

/**
 * Past a list's expiry (`ATT_STATUS_STALE`, and nothing else wrong) a member who was fully verified before, under the same
 * gate, keeps receiving until the expiry of the lists then used plus the charter's grace. Never a new member, never one once
 * seen revoked, never past the attestation's own end.
 */
function decideGrace(
    { mxk, memory }: Member,
    presentation: ProvenPresentation,
    code: RefusalCode,
    graceS: number,
    nowS: number,
): ReaderDecision {
    const refused: ReaderDecision = { kind: "refused", code, memory };
    const last = memory.lastVerified;
    if (code !== "ATT_STATUS_STALE" || last === undefined || memory.revokedMxk === mxk) return refused;
    if (last.nonce !== presentation.binding.nonce || last.mxk !== mxk) return refused;
    const uris = [presentation.status.uri, presentation.delegation.status.uri];
    const used = uris.map((uri) => last.lists.find((list) => list.uri === uri)?.exp);
    const ends = used.map((exp) => (exp === undefined ? 0 : exp + graceS));
    const untilS = Math.min(...ends, presentation.exp, presentation.delegation.exp);
    return nowS <= untilS ? { kind: "reads", because: "grace", untilS, memory } : refused;
}
