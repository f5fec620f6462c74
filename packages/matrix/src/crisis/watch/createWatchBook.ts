import type { StatementWire, TrustContext } from "@valise/clearance";
import { parseStatement, verifyStatement } from "@valise/clearance";
import {
    type Addressee,
    addresseesOf,
    cellOf,
    DIRECTORY_TYPE,
    type Directory,
    type DirectoryPart,
    directoryOf,
    HANDOVER_TYPE,
    type Handover,
    readDirectory,
    readHandover,
} from "@valise/crisis";
import { asObject, asString, type JsonObject } from "../../json.ts";
import type { SyncUpdate } from "../../sync/SyncUpdate.ts";
import type { CrisisParts } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";

/** Who holds which duty role, and who they are, by signed directories and handovers (crisis SPEC 13). */
export interface WatchBook {
    /** Takes the statements that an answer of the server brought; the disk has them when it resolves. */
    apply(update: SyncUpdate): Promise<void>;
    directory(): Directory;
    handovers(): readonly Handover[];
    /** Who of an agency's cell is on duty for a channel, by the duty roles its charter names. */
    cell(cells: Readonly<Record<string, readonly string[]>>, agency: string): readonly string[];
    /** A person as broadcasts ask for them; with no roles and no post where the directory does not name them. */
    addressee(userId: string, agency: string): Addressee;
    addressees(agency: string): ReadonlyMap<string, Addressee>;
    onChanged(listener: () => void): void;
    load(): Promise<void>;
}

type Kind = "directory" | "handover";
interface KeptStatement {
    readonly kind: Kind;
    readonly roomId: string;
    readonly statement: StatementWire;
    /** This very text was verified once by this device (clearance SPEC 7.3). */
    readonly verified: boolean;
}

const kinds: Readonly<Record<string, Kind>> = { [DIRECTORY_TYPE]: "directory", [HANDOVER_TYPE]: "handover" };
/** More than any community files; a hostile room must not fill the memory. */
const MAX_KEPT = 2_000;

export function createWatchBook(parts: Pick<CrisisParts, "store" | "community">): WatchBook {
    const { community } = parts;
    const table = createCrisisTable<KeptStatement>(parts.store, "watch");
    const kept = new Map<string, KeptStatement>();
    const listeners: (() => void)[] = [];
    let directory = directoryOf([]);
    let handovers: readonly Handover[] = [];

    const read = async (context: TrustContext) => {
        const directories: DirectoryPart[] = [];
        const watches: Handover[] = [];
        const proven: [string, KeptStatement][] = [];
        for (const [id, each] of kept) {
            const { kind, roomId, statement, verified } = each;
            const checked = await verifyStatement(statement, kind, roomId, context, verified);
            if (!checked.ok) continue;
            if (!verified) proven.push([id, { ...each, verified: true }]);
            const part = kind === "directory" ? readDirectory(checked.value) : null;
            if (part?.ok) directories.push(part.value);
            const watch = kind === "handover" ? readHandover(checked.value) : null;
            if (watch?.ok) watches.push(watch.value);
        }
        for (const [id, each] of proven) kept.set(id, each);
        await table.put(proven);
        directory = directoryOf(directories);
        handovers = watches;
        for (const listener of listeners) listener();
    };
    let reading = Promise.resolve();
    /** One after another: a later reading knows at least what an earlier one did. */
    const reread = (): Promise<void> => {
        reading = reading.then(async () => {
            const context = community.context();
            if (context !== null) await read(context);
        });
        return reading;
    };
    community.onChanged(() => void reread());

    const take = (roomId: string, event: JsonObject): boolean => {
        const kind = kinds[asString(event.type) ?? ""];
        const content = asObject(event.content);
        if (kind === undefined || content === null || typeof event.state_key !== "string") return false;
        const parsed = parseStatement(content, kind);
        const id = `${roomId} ${kind} ${parsed.ok ? parsed.value.payload : ""}`;
        // What was said once stays said: a server that empties or replaces the state takes nothing back.
        if (!parsed.ok || kept.has(id) || kept.size >= MAX_KEPT) return false;
        kept.set(id, { kind, roomId, statement: parsed.value, verified: false });
        return true;
    };

    return {
        async apply(update) {
            let isNew = false;
            for (const { roomId, state, timeline } of update.rooms)
                for (const event of [...state, ...timeline]) isNew = take(roomId, event) || isNew;
            if (!isNew) return;
            await table.put([...kept].filter(([, { verified }]) => !verified));
            await reread();
        },
        directory: () => directory,
        handovers: () => handovers,
        cell: (cells, agency) => cellOf(handovers, agency, Object.hasOwn(cells, agency) ? (cells[agency] ?? []) : []),
        addressee: (userId, agency) =>
            addresseesOf(directory, handovers, agency).get(userId) ?? { sub: userId, agency, roles: [] },
        addressees: (agency) => addresseesOf(directory, handovers, agency),
        onChanged: (listener) => void listeners.push(listener),
        async load() {
            for (const { id, value } of await table.list()) if (!kept.has(id)) kept.set(id, value);
            await reread();
        },
    };
}
