import { type AuditEntry, findBreak, offboardAccount, parseAuditEntry } from "@valise/provisioning";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { findServers, type ServerOptions } from "../provisioning/findServers.ts";
import { type ActOptions, openServerOf } from "../provisioning/openServerOf.ts";
import { readManifest } from "../provisioning/readManifest.ts";
import { lockedFailure, serverFailure } from "../provisioning/serverFailure.ts";
import type { DeskOptions } from "../trust/Desk.ts";
import { parseUserId } from "./arguments.ts";
import type { Context } from "./Context.ts";
import { recordStatus } from "./officer/changeStatus.ts";

export interface OffboardOptions extends ActOptions, DeskOptions {
    /** By an officer: the clearance too. */
    readonly revoke?: boolean;
    readonly reason?: string;
}

/**
 * `valise offboard FILE USER`: someone's leaving, at once; what remains for others is said. The admin's part alone asks the
 * officers to revoke; an officer who says `--revoke` has both, the revocation first, since it needs no server.
 */
export async function offboard(context: Context, path: string, user: string, options: OffboardOptions): Promise<void> {
    const { output } = context;
    const userId = parseUserId(user);
    const { agency, act } = await openServerOf(context, path, userId, options);
    const { revoke = false, reason = "" } = options;
    const revoked = revoke ? await recordStatus(context, "revoked", { ...options, user: userId, reason }) : null;
    const done = await offboardAccount({ ...act, userId });
    if (done.ok) {
        const { rooms, partners, asked, roomsWithoutLocalAdmin, isRevocationAsked } = done.value;
        const untold = partners.filter((partner) => !asked.includes(partner));
        const text = [
            output.words("offboard.done", { user: userId, rooms: rooms.length }),
            revoked !== null
                ? output.words("offboard.revoked", { user: userId, count: revoked.count })
                : output.words(isRevocationAsked ? "offboard.asked" : "plan.revoke", { user: userId }),
            ...(asked.length > 0 ? [output.words("offboard.partnersAsked", { partners: asked.join(", ") })] : []),
            ...(untold.length > 0 ? [output.words("offboard.partners", { partners: untold.join(", ") })] : []),
            ...roomsWithoutLocalAdmin.map((room) => output.words("offboard.orphan", { room })),
        ];
        const standing = { needsRevocation: revoked === null, revoked: revoked?.count ?? null };
        return output.data({ ...done.value, ...standing }, text.join("\n"));
    }
    switch (done.error.kind) {
        case "locked":
            throw lockedFailure(agency, done.error.holder);
        case "operator":
            throw new CommandFailure("operator-offboarded", exitCodes.refused, "offboard.operator", { user: userId });
        case "unknown-account":
            throw new CommandFailure("unknown-account", exitCodes.failed, "offboard.unknown", { user: userId });
        default:
            throw serverFailure(agency, done.error);
    }
}

/** `valise audit FILE`: each agency's record of changes, oldest first; a missing or changed line ends it with 3. */
export async function audit(context: Context, path: string, options: ServerOptions): Promise<void> {
    const { desired } = await readManifest(context, path, "passed-over");
    const records: {
        readonly agency: string;
        readonly brokenAt: number | null;
        readonly entries: readonly AuditEntry[];
    }[] = [];
    for (const [agency, server] of findServers(context, desired, options)) {
        const read = await server.readAudit();
        if (!read.ok) throw serverFailure(agency, read.error);
        const entries = read.value.map(parseAuditEntry);
        const whole = entries.filter((entry) => entry !== undefined);
        const unread = entries.indexOf(undefined);
        records.push({ agency, brokenAt: unread >= 0 ? unread : findBreak(whole), entries: whole });
    }
    const lines = records.flatMap(({ agency, entries }) =>
        entries.map(({ seq, atMs, by, event, what }) =>
            [agency, seq, new Date(atMs).toISOString(), by, event, what.join("; ")].join("\t"),
        ),
    );
    context.output.data(records, lines.join("\n"));
    const broken = records.find(({ brokenAt }) => brokenAt !== null);
    if (broken === undefined) return;
    const values = { agency: broken.agency, line: (broken.brokenAt ?? 0) + 1 };
    throw new CommandFailure("audit-broken", exitCodes.refused, "offboard.auditBroken", values);
}
