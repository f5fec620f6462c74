import { err, ok, type Result } from "@valise/base";
import { authorsWith, type ClearanceCrypto, type VerifiedStatement } from "@valise/clearance";
import { canonicalDigest } from "../encoding/canonicalJson.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { DIRECTORY_ROLE, type Directory } from "./directory.ts";
import { WATCH_PREFIX } from "./dutyRole.ts";
import { type CapsuleWire, capsuleSchema, type HandoverWire, handoverSchema } from "./wire.ts";

export type HandoverRefusal =
    | WireRefusal
    /** The taker has not signed, or is not attested for this watch. */
    | { readonly kind: "taker-not-signed" }
    /** Neither the giver nor a holder of DIRECTORY of the agency, other than the taker, has signed. */
    | { readonly kind: "giver-not-signed" };

/** A handover whose signers may make it. Whether it takes effect depends on who held the watch: {@link watchOf}. */
export interface Handover extends HandoverWire {
    readonly digest: string;
    /** Signed by the giver; else by a holder of DIRECTORY, since the giver was gone. */
    readonly byGiver: boolean;
}

/**
 * Reads a verified `handover` statement (SPEC 13.4): taker and giver, both showing `role:WATCH.<ROLE>` of the agency; or the
 * taker and a holder of `role:DIRECTORY` who is not the taker. A watch that nobody takes is signed by giver or DIRECTORY.
 */
export function readHandover(statement: VerifiedStatement): Result<Handover, HandoverRefusal> {
    const parsed = parseWire(handoverSchema, statement.payload);
    if (!parsed.ok) return parsed;
    const { agency, role, from, to } = parsed.value;
    const onWatch = authorsWith(statement, `${WATCH_PREFIX}${role}`, [agency]).map(({ sub }) => sub);
    if (to !== null && !onWatch.includes(to)) return err({ kind: "taker-not-signed" });
    const byGiver = from !== null && onWatch.includes(from);
    const byDirectory = authorsWith(statement, DIRECTORY_ROLE, [agency]).some(({ sub }) => sub !== to);
    if (!byGiver && !byDirectory) return err({ kind: "giver-not-signed" });
    return ok({ ...parsed.value, digest: statement.digest, byGiver });
}

/**
 * Reads a verified handover that only its giver has signed: what the taker is offered, and signs after them (SPEC 13.4).
 * Whether the giver holds the watch is not asked here.
 */
export function readOffer(statement: VerifiedStatement): Result<HandoverWire & { to: string }, HandoverRefusal> {
    const parsed = parseWire(handoverSchema, statement.payload);
    if (!parsed.ok) return parsed;
    const { agency, role, from, to } = parsed.value;
    if (to === null) return err({ kind: "malformed", path: "to" });
    const byGiver = authorsWith(statement, `${WATCH_PREFIX}${role}`, [agency]).some(({ sub }) => sub === from);
    const byDirectory = authorsWith(statement, DIRECTORY_ROLE, [agency]).some(({ sub }) => sub !== to);
    return byGiver || byDirectory ? ok({ ...parsed.value, to }) : err({ kind: "giver-not-signed" });
}

/** Who holds a duty role, since when, and what was planned. */
export interface Watch {
    readonly holder: string;
    readonly sinceS: number;
    readonly untilS?: number;
    readonly next?: string;
    readonly capsule?: string;
}

/**
 * Who holds a duty role by all handovers known, in whatever order they came (SPEC 13.5): taken by time, ties by digest, each
 * counts if DIRECTORY signed it or its giver then held the watch. `undefined`: nobody.
 */
export function watchOf(handovers: readonly Handover[], agency: string, role: string): Watch | undefined {
    const ordered = handovers
        .filter((each) => each.agency === agency && each.role === role)
        .sort((a, b) => a.iat - b.iat || (a.digest < b.digest ? -1 : 1));
    let watch: Watch | undefined;
    for (const { from, to, iat, until, next, capsule, byGiver } of ordered) {
        if (byGiver && from !== watch?.holder) continue;
        watch =
            to === null
                ? undefined
                : {
                      holder: to,
                      sinceS: iat,
                      ...(until !== undefined && { untilS: until }),
                      ...(next !== undefined && { next }),
                      ...(capsule !== undefined && { capsule }),
                  };
    }
    return watch;
}

/** Who of an agency's cell is on duty: the holders of the duty roles that the charter names. */
export function cellOf(handovers: readonly Handover[], agency: string, roles: readonly string[]): readonly string[] {
    return [...new Set(roles.flatMap((role) => watchOf(handovers, agency, role)?.holder ?? []))];
}

/** Who stands behind that cell, its second cell: the deputies of those duty roles who hold none of them now (SPEC 9.8). */
export function secondCellOf(
    directory: Directory,
    handovers: readonly Handover[],
    agency: string,
    roles: readonly string[],
): readonly string[] {
    const onDuty = cellOf(handovers, agency, roles);
    const deputies = roles.flatMap((role) => directory.role(agency, role)?.deputies ?? []);
    return [...new Set(deputies)].filter((deputy) => !onDuty.includes(deputy));
}

/** Reads what a watch leaves the next. */
export const parseCapsule = (value: unknown): Result<CapsuleWire, WireRefusal> => parseWire(capsuleSchema, value);

/** What giver and taker sign of a capsule (SPEC 13.6). */
export const capsuleDigest = (crypto: ClearanceCrypto, capsule: CapsuleWire): Promise<string> =>
    canonicalDigest(crypto, "watch-capsule", capsule);
