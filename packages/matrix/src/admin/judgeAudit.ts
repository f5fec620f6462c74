import type { AuditSnapshot } from "@valise/bridge";
import { type AuditEntry, digestOfEntry, findBreak } from "@valise/provisioning";

/** The newest line of the record that this device has seen whole. */
export interface AuditPin {
    readonly seq: number;
    readonly digest: string;
}

/** Entries that are shown; all of them are exported. */
const SHOWN = 200;

/**
 * The record, newest first, and whether it is whole: each line follows the one before it, and nothing that this device has seen
 * is gone or another now (a chain that is cut off, or written anew, is whole in itself). `pin`: what is to be remembered of it.
 */
export function judgeAudit(
    entries: readonly (AuditEntry | undefined)[],
    known: AuditPin | null,
): { readonly audit: AuditSnapshot; readonly pin: AuditPin | null } {
    const whole = entries.filter((entry) => entry !== undefined);
    const unread = entries.indexOf(undefined);
    const broken = unread >= 0 ? unread : findBreak(whole);
    const seen = known === null ? undefined : whole[known.seq - 1];
    const isForgotten = known !== null && (seen === undefined || digestOfEntry(seen) !== known.digest);
    const last = whole.at(-1);
    const mayPin = broken === null && !isForgotten && last !== undefined;
    return {
        audit: {
            rows: whole
                .slice(-SHOWN)
                .reverse()
                .map(({ seq, atMs, by, event, revision, what }) => ({ seq, atMs, by, event, revision, what })),
            count: entries.length,
            brokenAt: broken === null ? null : broken + 1,
            missingSince: isForgotten ? known.seq : null,
        },
        pin: mayPin ? { seq: last.seq, digest: digestOfEntry(last) } : known,
    };
}
