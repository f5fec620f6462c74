import { err, ok, type Result } from "@valise/base";
import type { BroadcastRef } from "../broadcast/wire.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { type LedgerEntry, type ManifestWire, manifestSchema, type Reach } from "./wire.ts";

/** One addressee, as the sender's device found them when it sent. */
export interface Recipient {
    readonly sub: string;
    readonly agency: string;
    readonly reach: Reach;
    /** Refusal code, where the key was withheld. */
    readonly code?: string;
}

const PEOPLE_A_MESSAGE = 300;

/** What the sender's device tells the cell of `agency` (SPEC 7.5): its own people by name, the others by count. */
export function manifestsFor(
    agency: string,
    broadcast: BroadcastRef,
    event: string,
    recipients: readonly Recipient[],
): ManifestWire[] {
    const own = recipients
        .filter((each) => each.agency === agency)
        .map(({ sub, reach, code }) => ({ who: sub, reach, ...(code !== undefined && { code }) }));
    const agencies = [...new Set(recipients.map((each) => each.agency))].filter((each) => each !== agency).sort();
    const others = agencies.map((other) => {
        const people = recipients.filter((each) => each.agency === other);
        const count = (reach: Reach) => people.filter((each) => each.reach === reach).length;
        return { agency: other, addressed: people.length, noDevice: count("no-device"), noKey: count("key-withheld") };
    });
    const parts = Array.from({ length: Math.max(1, Math.ceil(own.length / PEOPLE_A_MESSAGE)) }, (_part, n) =>
        own.slice(n * PEOPLE_A_MESSAGE, (n + 1) * PEOPLE_A_MESSAGE),
    );
    return parts.map((people) => ({ v: 1, broadcast, event, people, others }));
}

/** Reads a sender's manifest strictly. */
export const parseManifest = (value: unknown): Result<ManifestWire, WireRefusal> => parseWire(manifestSchema, value);

export type ManifestRefusal =
    /** Only a broadcast's own sender says whom it was addressed to. */
    | { readonly kind: "not-its-sender" }
    /** It names someone of another agency. */
    | { readonly kind: "other-agency" };

/** The ledger entries that a manifest becomes in a cell (SPEC 7.5). */
export function collectManifest(
    { broadcast, event, people, others }: ManifestWire,
    by: { readonly sender: string; readonly isOwnAgency: (sub: string) => boolean },
): Result<LedgerEntry[], ManifestRefusal> {
    if (by.sender !== broadcast.sub) return err({ kind: "not-its-sender" });
    if (!people.every(({ who }) => by.isOwnAgency(who))) return err({ kind: "other-agency" });
    return ok([
        { t: "event", broadcast, event },
        ...people.map((person): LedgerEntry => ({ t: "addressed", broadcast, ...person })),
        ...others.map((other): LedgerEntry => ({ t: "manifest", broadcast, ...other })),
    ]);
}
