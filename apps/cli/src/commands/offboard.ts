import { systemClock } from "@valise/base";
import { type AuditEntry, findBreak, offboardAccount, parseAuditEntry } from "@valise/provisioning";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { findServers, type ServerOptions } from "../provisioning/findServers.ts";
import { readManifest } from "../provisioning/readManifest.ts";
import { lockedFailure, serverFailure } from "../provisioning/serverFailure.ts";
import { thisProcess } from "../provisioning/thisProcess.ts";
import { parseUserId } from "./arguments.ts";
import type { Context } from "./Context.ts";

export interface OffboardOptions extends ServerOptions {
    readonly breakLock?: boolean;
}

/** `valise offboard FILE USER`: the admin's part of someone's leaving, at once; what remains for others is said. */
export async function offboard(context: Context, path: string, user: string, options: OffboardOptions): Promise<void> {
    const { output } = context;
    const userId = parseUserId(user);
    const { desired } = await readManifest(context, path, "passed-over");
    const agency = desired.agencies.find(({ server }) => userId.endsWith(`:${server}`))?.id ?? "";
    const server = findServers(context, desired, options).get(agency);
    if (server === undefined) throw badUsage("usage.noManagedServer");
    const claimant = { ...thisProcess(), breakLock: options.breakLock ?? false };
    const done = await offboardAccount({ userId, server, claimant, clock: systemClock });
    if (done.ok) {
        const { rooms, partners, roomsWithoutLocalAdmin } = done.value;
        const text = [
            output.words("offboard.done", { user: userId, rooms: rooms.length }),
            output.words("plan.revoke", { user: userId }),
            ...(partners.length > 0 ? [output.words("offboard.partners", { partners: partners.join(", ") })] : []),
            ...roomsWithoutLocalAdmin.map((room) => output.words("offboard.orphan", { room })),
        ];
        return output.data({ ...done.value, needsRevocation: true }, text.join("\n"));
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
