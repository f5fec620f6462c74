import type { Result } from "@valise/base";
import {
    decideReader,
    type gateExpectation,
    type ProvenPresentation,
    proveOnce,
    type ReaderDecision,
    type ReaderMemory,
    type Refusal,
    type RoomRules,
    type TrustContext,
} from "@valise/clearance";
import type { Identities } from "./createIdentities.ts";
import type { MemberStanding } from "./RoomGates.ts";

/** What is kept of a member: what grace depends on, and what was shown when it was last verified. */
export interface KeptMemory extends ReaderMemory {
    readonly shown?: { readonly claims: readonly string[]; readonly agency: string };
}

type RoomExpectation = Awaited<ReturnType<typeof gateExpectation>>;

/** What every member of a room is judged by now. */
export interface Judged {
    readonly rules: RoomRules;
    readonly expectation: RoomExpectation;
}

interface Proof {
    readonly text: string | undefined;
    readonly masterKey: string | null;
    /** What it was proven against; another one asks again. */
    readonly against: string;
    readonly presentation: Result<ProvenPresentation, Refusal> | undefined;
}

/** The members of one room: what they presented as proven here, and whether they may have the next key. */
export interface Standings {
    /** Proves what is new or was proven against something else. Signatures only: times and status are asked at `decide`. */
    prove(userIds: Iterable<string>, judged: Judged, context: TrustContext): Promise<void>;
    isProven(userId: string, judged: Judged, context: TrustContext): boolean;
    /** Synchronous, with the clock of `context`: to be asked at the moment of sending (clearance SPEC 9.1). */
    decide(userId: string, judged: Judged, context: TrustContext): ReaderDecision;
    standing(userId: string, judged: Judged, context: TrustContext): MemberStanding;
    /** Of somebody whose presentation is not at hand, in a room that is not open: as last verified under this gate. */
    remembered(userId: string, judged: Judged): MemberStanding | null;
    /** What this person presented, if it holds for this gate; its standing is another question. */
    provenOf(userId: string, judged: Judged, context: TrustContext): ProvenPresentation | null;
    /** Presented something, to this gate or to an earlier one. */
    hasPresented(userId: string): boolean;
    /** Whom a decision found to pass everything for the first time, since the last call. */
    takeFirstVerified(): readonly string[];
    /** Null: nothing changed since the last call. */
    takeMemory(): { readonly [userId: string]: KeptMemory } | null;
}

/** Refusals that time alone mends. */
const early: ReadonlySet<string> = new Set(["ATT_NOT_YET", "ATT_CHAIN_NOT_YET", "ATT_KB_TIME"]);

export function createStandings(
    identities: Identities,
    textOf: (userId: string) => string | undefined,
    kept: { readonly [userId: string]: KeptMemory },
): Standings {
    const proofs = new Map<string, Proof>();
    const memories = new Map<string, KeptMemory>(Object.entries(kept));
    let memoryChanged = false;
    let firstVerified: string[] = [];

    const againstOf = ({ expectation }: Judged, { bundle }: TrustContext) => againstText(expectation, bundle.digest);

    const proveOne = async (userId: string, judged: Judged, context: TrustContext, against: string) => {
        const text = textOf(userId);
        const masterKey = identities.masterKeyOf(userId) ?? null;
        const known = proofs.get(userId);
        const isSame = known?.text === text && known?.masterKey === masterKey && known?.against === against;
        if (isSame && !isEarly(known?.presentation)) return;
        const expected = { ...judged.expectation, atS: context.nowS, sender: { userId, masterKey: masterKey ?? "" } };
        const presentation = text === undefined ? undefined : await proveOnce(text, expected, context);
        proofs.set(userId, { text, masterKey, against, presentation });
    };

    const standings: Standings = {
        async prove(userIds, judged, context) {
            const against = againstOf(judged, context);
            const all = [...userIds];
            for (let start = 0; start < all.length; start += 32) {
                const some = all.slice(start, start + 32);
                await Promise.all(some.map((userId) => proveOne(userId, judged, context, against)));
            }
        },
        isProven(userId, judged, context) {
            const proof = proofs.get(userId);
            return (
                proof !== undefined &&
                proof.text === textOf(userId) &&
                proof.masterKey === identities.masterKeyOf(userId) &&
                proof.against === againstOf(judged, context)
            );
        },
        decide(userId, judged, context) {
            const proof = proofs.get(userId);
            const memory = memories.get(userId) ?? {};
            // Nothing is decided by a key that was not read, or may have changed since.
            const mxk = identities.masterKeyOf(userId) ?? "";
            const presentation = proof?.presentation;
            const decision = decideReader({ sub: userId, mxk, presentation, memory }, judged.rules, context);
            if (decision.memory !== memory && mxk !== "") {
                const shown = presentation?.ok
                    ? { claims: presentation.value.claims, agency: presentation.value.agency }
                    : memory.shown;
                if (memory.lastVerified === undefined && decision.memory.lastVerified !== undefined)
                    firstVerified.push(userId);
                memories.set(userId, { ...decision.memory, ...(shown && { shown }) });
                memoryChanged = true;
            }
            return decision;
        },
        standing(userId, judged, context) {
            const decision = standings.decide(userId, judged, context);
            const proof = proofs.get(userId);
            const shown = proof?.presentation?.ok ? proof.presentation.value : null;
            return {
                reads: decision.kind === "reads",
                because: decision.kind === "reads" ? decision.because : null,
                code: decision.kind === "reads" ? null : decision.code,
                untilS: decision.kind === "reads" ? decision.untilS : null,
                claims: shown?.claims ?? [],
                agency: shown?.agency ?? null,
                masterKey: identities.masterKeyOf(userId) ?? null,
            };
        },
        remembered(userId, { expectation }) {
            const memory = memories.get(userId);
            const last = memory?.lastVerified;
            if (last === undefined || !expectation.bindings.some(({ nonce }) => nonce === last.nonce)) return null;
            const masterKey = identities.masterKeyOf(userId) ?? null;
            const code = memory?.revokedMxk === last.mxk ? "ATT_REVOKED" : masterKey === last.mxk ? null : "ATT_MXK";
            return {
                reads: code === null,
                because: code === null ? "presentation" : null,
                code,
                untilS: null,
                claims: memory?.shown?.claims ?? [],
                agency: memory?.shown?.agency ?? null,
                masterKey,
            };
        },
        provenOf(userId, judged, context) {
            const presentation = proofs.get(userId)?.presentation;
            return presentation?.ok && standings.isProven(userId, judged, context) ? presentation.value : null;
        },
        hasPresented: (userId) => textOf(userId) !== undefined || memories.get(userId)?.lastVerified !== undefined,
        takeFirstVerified() {
            const taken = firstVerified;
            firstVerified = [];
            return taken;
        },
        takeMemory() {
            if (!memoryChanged) return null;
            memoryChanged = false;
            return Object.fromEntries(memories);
        },
    };
    return standings;
}

const isEarly = (presentation: Proof["presentation"]): boolean =>
    presentation !== undefined && !presentation.ok && early.has(presentation.error.code);

/** One text per charter and bundle: a thousand members are compared by it. */
const againsts = new WeakMap<RoomExpectation, Map<string, string>>();
function againstText(expectation: RoomExpectation, bundleDigest: string): string {
    const texts = againsts.get(expectation) ?? new Map<string, string>();
    againsts.set(expectation, texts);
    const text = texts.get(bundleDigest) ?? JSON.stringify([bundleDigest, expectation]);
    texts.set(bundleDigest, text);
    return text;
}
