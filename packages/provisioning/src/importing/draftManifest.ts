import { stringify } from "yaml";
import { byCodeUnit } from "../desired/compare.ts";
import type { DesiredAgency } from "../desired/Desired.ts";
import { isGuest } from "../desired/guests.ts";
import { parseAccount } from "../manifest/manifestSchema.ts";
import type { ObservedAccount } from "../observed/Observed.ts";
import type { HandMadeRoom } from "../ports/AgencyServer.ts";
import { draftRooms } from "./draftRooms.ts";
import { plain } from "./plain.ts";

/** What one server built by hand holds. */
export interface FoundServer {
    readonly agency: DesiredAgency;
    readonly accounts: readonly ObservedAccount[];
    readonly rooms: readonly HandMadeRoom[];
}

/**
 * A manifest of what is there (acceptance G15), by file name: every account that is not ended, as it is, and every named room
 * that it can hold, to be taken over (SPEC 4.10). The other rooms are listed for people, and left alone. The plan of it takes
 * things over, opens nothing and ends nothing.
 */
export function draftManifest(community: string, servers: readonly FoundServer[]): ReadonlyMap<string, string> {
    const found = [...servers].sort((a, b) => byCodeUnit(a.agency.id, b.agency.id));
    const agencies = Object.fromEntries(found.map(({ agency: { id, name, server } }) => [id, { name, server }]));
    const files = new Map<string, string>();
    const notes: string[] = [];
    const listed = new Set<string>();
    for (const { agency, accounts } of found) {
        const present = accounts.filter(({ isDeactivated }) => !isDeactivated);
        const rows = present.map((account) => rowOf(agency.id, account));
        files.set(
            `${agency.id}.csv`,
            ["user,name,state", ...rows.filter((row) => row !== undefined).sort(byCodeUnit), ""].join("\n"),
        );
        for (const [at, { userId }] of present.entries()) if (rows[at] !== undefined) listed.add(userId);
        const left = present.filter(({ userId }) => !listed.has(userId)).map(({ userId }) => userId);
        if (left.length > 0)
            notes.push(`Accounts of ${agency.id} whose name a manifest cannot hold: ${left.join(" ")}`);
    }
    const drafted = draftRooms(found, listed);
    for (const { agency, rooms } of drafted.left) {
        if (rooms.length > 0) notes.push(`Rooms of ${agency} made by hand, left as they are:`);
        notes.push(...rooms.map(describeRoom));
    }
    const accounts = found.map(({ agency: { id } }) => ({ agency: id, csv: `${id}.csv` }));
    const { spaces, rooms } = drafted;
    const text = stringify({ valise: 1, revision: 0, community, agencies, accounts, spaces, rooms });
    files.set("valise.yaml", `${text}${notes.map((note) => `# ${plain(note)}\n`).join("")}`);
    return files;
}

/** One line of CSV, of an account that a manifest can hold; a guest's last day is nobody's to guess. */
function rowOf(agency: string, { userId, displayName, isLocked, isSuspended }: ObservedAccount): string | undefined {
    const user = userId.slice(1, userId.indexOf(":"));
    const name =
        plain(displayName ?? "")
            .slice(0, 100)
            .trim() || user;
    const state = isLocked ? "locked" : isSuspended ? "suspended" : "active";
    if (isGuest(user) || !parseAccount({ agency, user, name, state }).ok) return undefined;
    return [user, name, state].map(quote).join(",");
}

function describeRoom({ roomId, name, version, settings, members }: HandMadeRoom): string {
    const what = `version ${version}, ${settings.encryption !== null ? "encrypted" : "in clear"}`;
    return `  ${roomId} ${JSON.stringify(name ?? "")} ${what}: ${[...members].sort(byCodeUnit).join(" ")}`;
}

const quote = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
