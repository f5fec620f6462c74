import { holdersOf } from "./holders.ts";
import type { Register, RegisterEvent } from "./Register.ts";

/** Whose identity is worth asking a server for: everyone whose clearance would still be believed. */
export const watchedHolders = (register: Register, nowS: number): string[] =>
    holdersOf(register, nowS)
        .filter(({ status }) => status !== "revoked" && status !== "expired")
        .map(({ userId }) => userId);

/** The master key that each person's newest alarm saw. */
export function shownKeys({ entries }: Register): Map<string, string> {
    const alarms = entries.flatMap(({ event }) =>
        event.kind === "identity-alarm" ? [[event.userId, event.shown] as const] : [],
    );
    return new Map(alarms);
}

/**
 * Alarms for holders whose server now shows another master key than the attested one (SPEC 12.2), each once for a key.
 * `shown`: what servers show now; a person of whom nothing is shown raises none, since servers may hide anybody.
 */
export function changedIdentities(
    register: Register,
    shown: ReadonlyMap<string, string | null>,
    nowS: number,
): RegisterEvent[] {
    const told = new Map<string, string>();
    for (const { event } of register.entries) {
        if (event.kind === "identity-alarm") told.set(event.userId, event.shown);
        // A clearance issued after an alarm answers it: the same key would be another change.
        if (event.kind === "issued") told.delete(event.userId);
    }
    return holdersOf(register, nowS).flatMap(({ userId, attestation, status }) => {
        const now = shown.get(userId) ?? null;
        const attested = attestation.masterKey;
        if (now === null || now === attested || told.get(userId) === now || status === "revoked") return [];
        return [{ kind: "identity-alarm", userId, shown: now, attested } as const];
    });
}
