import { err, ok, type Result } from "@valise/base";
import { authorsWith, SKEW_S, type VerifiedStatement } from "@valise/clearance";
import { z } from "zod";
import { precedence } from "../broadcast/wire.ts";
import { digest, line, roomId, seconds } from "../encoding/fields.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { CRISIS_ROLE } from "../plan/template.ts";

/** To-device type of a call into a room (SPEC 15.1, protocol 5). */
export const CALL_TYPE = "org.valise.call";
export const CALL_TTL_S = 900;

export const callSchema = z
    .strictObject({
        room: roomId,
        /** Of the room's charter (clearance SPEC 7.4). */
        charter: digest,
        gate: z.string().min(1).max(16_000),
        name: line(120),
        precedence,
        exercise: z.boolean(),
        iat: seconds,
        exp: seconds,
    })
    .refine(({ iat, exp }) => exp > iat && exp - iat <= CALL_TTL_S, { path: ["exp"] });

/** Payload of a `call` statement (SPEC 15.1). */
export type CallWire = z.infer<typeof callSchema>;

/** A call whose signature holds. */
export interface Call extends CallWire {
    readonly digest: string;
    /** Who signed it as `role:CRISIS`. */
    readonly by: readonly { readonly sub: string; readonly agency: string }[];
}

export type CallRefusal = WireRefusal | { readonly kind: "not-a-crisis-authority" };

/** Reads a verified `call` statement, verified with its room as the audience (SPEC 15.1). */
export function readCall(statement: VerifiedStatement): Result<Call, CallRefusal> {
    const parsed = parseWire(callSchema, statement.payload);
    if (!parsed.ok) return parsed;
    const by = authorsWith(statement, CRISIS_ROLE).map(({ sub, agency }) => ({ sub, agency }));
    return by.length === 0
        ? err({ kind: "not-a-crisis-authority" })
        : ok({ ...parsed.value, digest: statement.digest, by });
}

/** How often one authority may call a person in, by themselves, within a day. */
export const CALLS_A_DAY = 20;

/** An invitation, and what this device remembers. */
export interface Invitation {
    readonly room: string;
    readonly inviter: string;
    /** Digest of the charter that the invitation shows, where the server passed one on. */
    readonly charter?: string;
    /** Whether that charter verifies. Where none was shown, it is checked after joining. */
    readonly charterVerifies: boolean;
}

export interface CallMemory {
    /** Agencies whose crisis authorities may call people in: of the trust bundle. */
    readonly crisisAgencies: ReadonlySet<string>;
    /** Digests of calls that were used. */
    readonly used: ReadonlySet<string>;
    /** When calls of each person were used, seconds since 1970. */
    readonly usedAt: ReadonlyMap<string, readonly number[]>;
    readonly nowS: number;
}

export type WhyWait =
    | "no-call"
    | "other-inviter"
    | "other-charter"
    | "charter-does-not-verify"
    | "not-a-crisis-agency"
    | "from-the-future"
    | "expired"
    | "used"
    | "quota";

export type InvitationDecision =
    /** Join, and remember the call as used first. */
    | { readonly kind: "accept"; readonly call: Call }
    /** It waits in the list for the person. */
    | { readonly kind: "wait"; readonly why: WhyWait };

/** Whether an invitation is accepted by itself (SPEC 15.2). Of several calls the one that comes furthest decides. */
export function decideInvitation(
    calls: readonly Call[],
    invitation: Invitation,
    memory: CallMemory,
): InvitationDecision {
    const reasons: WhyWait[] = ["no-call"];
    for (const call of calls.filter(({ room }) => room === invitation.room)) {
        const why = whyWait(call, invitation, memory);
        if (why === undefined) return { kind: "accept", call };
        reasons.push(why);
    }
    return { kind: "wait", why: reasons.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a)) };
}

const order: readonly WhyWait[] = [
    ...(["no-call", "other-inviter", "not-a-crisis-agency", "from-the-future", "expired"] as const),
    ...(["charter-does-not-verify", "other-charter", "used", "quota"] as const),
];

function whyWait(call: Call, invitation: Invitation, memory: CallMemory): WhyWait | undefined {
    const { nowS, usedAt } = memory;
    const signer = call.by.find(({ sub }) => sub === invitation.inviter);
    if (signer === undefined) return "other-inviter";
    if (!memory.crisisAgencies.has(signer.agency)) return "not-a-crisis-agency";
    if (call.iat > nowS + SKEW_S) return "from-the-future";
    if (nowS >= call.exp) return "expired";
    if (invitation.charter !== undefined && !invitation.charterVerifies) return "charter-does-not-verify";
    if (invitation.charter !== undefined && invitation.charter !== call.charter) return "other-charter";
    if (memory.used.has(call.digest)) return "used";
    const today = (usedAt.get(signer.sub) ?? []).filter((atS) => atS > nowS - 86_400).length;
    return today >= CALLS_A_DAY ? "quota" : undefined;
}
