import {
    type ClaimedCharter,
    isClaimedAdmitted,
    isClaimedGlass,
    isWiderCharter,
    type PolicyLookup,
    readClaimedCharter,
} from "@valise/clearance";
import type { RoomEvent, RoomFacts } from "./RoomFacts.ts";
import { clearTypes, clearWithoutCharter, encryptableState, wire } from "./wire.ts";

/** Why an event is refused (SPEC 2). Stable. */
export const POLICY_CODES = [
    "POL_STATE_ENCRYPTED",
    "POL_MESSAGE_CLEAR",
    "POL_CHARTER_UNREADABLE",
    "POL_CHARTER_ROOM",
    "POL_CHARTER_BACK",
    "POL_CHARTER_WIDER",
    "POL_JOIN_AGENCY",
    "POL_JOIN_ADMISSION",
] as const;
export type PolicyCode = (typeof POLICY_CODES)[number];

/** What the community's bundle says, as far as known here. */
export interface PolicyTrust {
    readonly policies: PolicyLookup;
    /** Server names of an agency; `undefined`: the agency is not known. */
    serversOf(agency: string): ReadonlySet<string> | undefined;
}

/**
 * Whether a room's clear state forbids an event (SPEC 2): its code, or `undefined`. A mistake is caught before it spreads;
 * where something is not known the event passes, for no client relies on this.
 */
export function judgeEvent(
    event: RoomEvent,
    facts: RoomFacts,
    trust: PolicyTrust | undefined,
    nowS: number,
): PolicyCode | undefined {
    const { type, state_key: key } = event;
    if (key === undefined) return judgeMessage(type, facts);
    if (type === wire.encrypted)
        return encryptableState.has(key.split(":")[0] ?? "") ? undefined : "POL_STATE_ENCRYPTED";
    if (type === wire.charter && key === "") return judgeCharter(event, facts, trust);
    const joins = type === wire.member && event.content.membership === "join";
    return joins ? judgeJoin(event, key, facts, trust, nowS) : undefined;
}

function judgeMessage(type: string, { isEncrypted, charter }: RoomFacts): PolicyCode | undefined {
    if (!isEncrypted || clearTypes.has(type)) return undefined;
    return type === clearWithoutCharter && charter === undefined ? undefined : "POL_MESSAGE_CLEAR";
}

/** A charter of the same number may be a fork, which clients settle. */
function judgeCharter(event: RoomEvent, facts: RoomFacts, trust: PolicyTrust | undefined): PolicyCode | undefined {
    const next = readClaimedCharter(event.content);
    if (!next.ok) return next.error.code === "CHR_ROOM" ? "POL_CHARTER_ROOM" : "POL_CHARTER_UNREADABLE";
    if (next.value.charter.room !== event.room_id) return "POL_CHARTER_ROOM";
    const base = presentCharter(facts);
    if (base === undefined) return undefined;
    if (next.value.charter.seq < base.charter.seq) return "POL_CHARTER_BACK";
    const { policies } = trust ?? {};
    // Of a policy that is not known here, nobody can say what is wider.
    if (policies?.levelsOf(base.charter.gate.pol) === undefined) return undefined;
    return next.value.signers < 2 && isWiderCharter(policies, next.value, base) ? "POL_CHARTER_WIDER" : undefined;
}

function presentCharter({ charter }: RoomFacts): ClaimedCharter | undefined {
    const read = charter && readClaimedCharter(charter);
    return read?.ok ? read.value : undefined;
}

function judgeJoin(
    event: RoomEvent,
    userId: string,
    facts: RoomFacts,
    trust: PolicyTrust | undefined,
    nowS: number,
): PolicyCode | undefined {
    const present = presentCharter(facts);
    // Whoever is in may change a display name; the makers of a room are in it before it has a roster.
    if (present === undefined || facts.membershipOf(userId) === "join" || facts.creators.has(userId)) return undefined;
    const { gate } = present.charter;
    const server = userId.slice(userId.indexOf(":") + 1);
    const servers = gate.agencies.map((agency) => trust?.serversOf(agency));
    const areKnown = servers.every((each) => each !== undefined);
    if (areKnown && !servers.some((each) => each.has(server))) return "POL_JOIN_AGENCY";
    if (gate.admission !== "roster" || event.sender !== userId) return undefined;
    if (isClaimedAdmitted(facts.admissions, gate.epoch, userId)) return undefined;
    return isClaimedGlass(facts.glasses, gate.epoch, userId, nowS) ? undefined : "POL_JOIN_ADMISSION";
}
