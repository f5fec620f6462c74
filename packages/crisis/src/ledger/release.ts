import { err, ok, type Result } from "@valise/base";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { WATCH_PREFIX } from "../watch/dutyRole.ts";
import { type LedgerEntry, type ReleaseWire, releaseSchema } from "./wire.ts";

/** Reads the name that another cell releases. */
export const parseRelease = (value: unknown): Result<ReleaseWire, WireRefusal> => parseWire(releaseSchema, value);

export type ReleaseRefusal =
    /** The sender holds no duty role of their agency's cell. */
    | { readonly kind: "not-of-the-cell" }
    /** A cell names its own people only. */
    | { readonly kind: "other-agency" };

/** The ledger entry that another cell's release becomes (SPEC 8.6). `sender`: proven by Olm and a verified presentation. */
export function collectRelease(
    { broadcast, who, rung, atS }: ReleaseWire,
    sender: { readonly agency: string; readonly roles: readonly string[] },
    by: {
        readonly cells: Readonly<Record<string, readonly string[]>>;
        readonly agencyOf: (sub: string) => string | undefined;
    },
): Result<LedgerEntry, ReleaseRefusal> {
    const { agency, roles } = sender;
    const cell = Object.hasOwn(by.cells, agency) ? (by.cells[agency] ?? []) : [];
    if (!cell.some((role) => roles.includes(`${WATCH_PREFIX}${role}`))) return err({ kind: "not-of-the-cell" });
    if (by.agencyOf(who) !== agency) return err({ kind: "other-agency" });
    return ok({ t: "released", broadcast, agency, who, rung, atS });
}
