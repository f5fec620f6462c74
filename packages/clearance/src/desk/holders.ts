import type { Issued, Register } from "./Register.ts";
import { statusesOf } from "./statusesOf.ts";

export type HolderStatus = "valid" | "expired" | "revoked" | "suspended" | "identity-changed";

/** One person as the register knows them: the newest attestation and how it stands. */
export interface Holder {
    readonly userId: string;
    readonly attestation: Issued;
    readonly status: HolderStatus;
    /** When status last changed by an officer's act, seconds; null while it never did. */
    readonly changedAtS: number | null;
}

/** Everyone ever attested, first those whose clearance ends first (SPEC 12.4). */
export function holdersOf(register: Register, nowS: number): Holder[] {
    const newest = new Map<string, { attestation: Issued; seq: number }>();
    const alarms = new Map<string, { seq: number; atS: number; shown: string }>();
    for (const { seq, atS, event } of register.entries) {
        if (event.kind === "issued") newest.set(event.userId, { attestation: event, seq });
        if (event.kind === "identity-alarm") alarms.set(event.userId, { seq, atS, shown: event.shown });
    }
    const statuses = statusesOf(register);
    const holders = [...newest.values()].map(({ attestation, seq }): Holder => {
        const { userId, uri, idx, masterKey } = attestation;
        const said = statuses.get(uri)?.get(idx);
        const alarm = alarms.get(userId);
        const isSwapped = alarm !== undefined && alarm.seq > seq && alarm.shown !== masterKey;
        const status = holderStatus(said?.value ?? 0, isSwapped, attestation.expiresAtS <= nowS);
        return { userId, attestation, status, changedAtS: said?.atS ?? (isSwapped ? alarm.atS : null) };
    });
    return holders.sort(
        (a, b) => a.attestation.expiresAtS - b.attestation.expiresAtS || (a.userId < b.userId ? -1 : 1),
    );
}

function holderStatus(value: 0 | 1 | 2, isSwapped: boolean, isOver: boolean): HolderStatus {
    if (value === 1) return "revoked";
    if (isSwapped) return "identity-changed";
    if (isOver) return "expired";
    return value === 2 ? "suspended" : "valid";
}

/** The attestations of a person that would still hold without a further act: what to revoke or suspend. */
export function liveAttestations(register: Register, userId: string, nowS: number): Issued[] {
    const statuses = statusesOf(register);
    return register.entries.flatMap(({ event }) => {
        if (event.kind !== "issued" || event.userId !== userId || event.expiresAtS <= nowS) return [];
        return statuses.get(event.uri)?.get(event.idx)?.value === 1 ? [] : [event];
    });
}

/** Every index the register has given out at a uri; none is ever given out twice. */
export function usedIndexes(register: Register, uri: string): Set<number> {
    const used = register.entries.flatMap(({ event }) => ("idx" in event && event.uri === uri ? [event.idx] : []));
    return new Set(used);
}
