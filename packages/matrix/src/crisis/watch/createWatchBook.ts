import {
    type Addressee,
    addresseesOf,
    cellOf,
    type Directory,
    type DirectoryPart,
    directoryOf,
    type Handover,
    readDirectory,
    readHandover,
} from "@valise/crisis";
import type { StatementBook } from "./createStatementBook.ts";

/** Who holds which duty role, and who they are, by signed directories and handovers (crisis SPEC 13). */
export interface WatchBook {
    directory(): Directory;
    handovers(): readonly Handover[];
    /** The room in which the newest directory that names a duty role stands: its handovers are filed beside it. */
    homeOf(agency: string, role: string): string | null;
    /** Who of an agency's cell is on duty for a channel, by the duty roles its charter names. */
    cell(cells: Readonly<Record<string, readonly string[]>>, agency: string): readonly string[];
    /** A person as broadcasts ask for them; with no roles and no post where the directory does not name them. */
    addressee(userId: string, agency: string): Addressee;
    addressees(agency: string): ReadonlyMap<string, Addressee>;
    onChanged(listener: () => void): void;
}

export function createWatchBook(statements: StatementBook): WatchBook {
    const listeners: (() => void)[] = [];
    let parts: readonly (DirectoryPart & { readonly roomId: string })[] = [];
    let directory = directoryOf([]);
    let handovers: readonly Handover[] = [];

    statements.onChanged(() => {
        const filed = statements.verified();
        parts = filed.flatMap(({ kind, roomId, statement }) => {
            const read = kind === "directory" ? readDirectory(statement) : null;
            return read?.ok ? [{ ...read.value, roomId }] : [];
        });
        directory = directoryOf(parts);
        handovers = filed.flatMap(({ kind, statement }) => {
            const read = kind === "handover" ? readHandover(statement) : null;
            return read?.ok ? [read.value] : [];
        });
        for (const listener of listeners) listener();
    });

    return {
        directory: () => directory,
        handovers: () => handovers,
        homeOf(agency, role) {
            const naming = parts.filter((part) => part.agency === agency && part.roles.some(({ id }) => id === role));
            const [newest] = naming.toSorted((a, b) => b.seq - a.seq || (a.roomId < b.roomId ? -1 : 1));
            return newest?.roomId ?? null;
        },
        cell: (cells, agency) => cellOf(handovers, agency, Object.hasOwn(cells, agency) ? (cells[agency] ?? []) : []),
        addressee: (userId, agency) =>
            addresseesOf(directory, handovers, agency).get(userId) ?? { sub: userId, agency, roles: [] },
        addressees: (agency) => addresseesOf(directory, handovers, agency),
        onChanged: (listener) => void listeners.push(listener),
    };
}
