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
    secondCellOf,
} from "@valise/crisis";
import type { Community } from "../../gate/trust/Community.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { StatementBook } from "./createStatementBook.ts";

/** Who holds which duty role, and who they are, by signed directories and handovers (crisis SPEC 13). */
export interface WatchBook {
    directory(): Directory;
    handovers(): readonly Handover[];
    /** The room in which the newest directory that names a duty role stands: its handovers are filed beside it. */
    homeOf(agency: string, role: string): string | null;
    /** Who of an agency's cell is on duty for a channel, by the duty roles its charter names. */
    cell(cells: Readonly<Record<string, readonly string[]>>, agency: string): readonly string[];
    /** Who stands behind them: the deputies of those duty roles, of the agency's own people. */
    secondCell(cells: Readonly<Record<string, readonly string[]>>, agency: string): readonly string[];
    /** The cell and its second: whoever may take answers, and call their people again. */
    bothCells(cells: Readonly<Record<string, readonly string[]>>, agency: string): readonly string[];
    /** A person as broadcasts ask for them; with no roles and no post where the directory does not name them. */
    addressee(userId: string, agency: string): Addressee;
    addressees(agency: string): ReadonlyMap<string, Addressee>;
    onChanged(listener: () => void): void;
}

export function createWatchBook(statements: StatementBook, community: Community): WatchBook {
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

    const rolesIn = (cells: Readonly<Record<string, readonly string[]>>, agency: string) =>
        Object.hasOwn(cells, agency) ? (cells[agency] ?? []) : [];
    const cell: WatchBook["cell"] = (cells, agency) => cellOf(handovers, agency, rolesIn(cells, agency));
    const secondCell: WatchBook["secondCell"] = (cells, agency) =>
        secondCellOf(directory, handovers, agency, rolesIn(cells, agency)).filter(
            // Names stay with the agency whom they belong to, whomever its directory names.
            (userId) => community.agencyOfServer(serverNameOf(userId))?.id === agency,
        );

    return {
        directory: () => directory,
        handovers: () => handovers,
        homeOf(agency, role) {
            const naming = parts.filter((part) => part.agency === agency && part.roles.some(({ id }) => id === role));
            const [newest] = naming.toSorted((a, b) => b.seq - a.seq || (a.roomId < b.roomId ? -1 : 1));
            return newest?.roomId ?? null;
        },
        cell,
        secondCell,
        bothCells: (cells, agency) => [...cell(cells, agency), ...secondCell(cells, agency)],
        addressee: (userId, agency) =>
            addresseesOf(directory, handovers, agency).get(userId) ?? { sub: userId, agency, roles: [] },
        addressees: (agency) => addresseesOf(directory, handovers, agency),
        onChanged: (listener) => void listeners.push(listener),
    };
}
