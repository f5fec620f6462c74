import { createInOrder } from "@valise/base";
import type { StatementKind, StatementWire, TrustContext, VerifiedStatement } from "@valise/clearance";
import { parseStatement, verifyStatement } from "@valise/clearance";
import { DIRECTORY_TYPE, HANDOVER_TYPE, TEMPLATE_TYPE } from "@valise/crisis";
import { asObject, asString, type JsonObject } from "../../json.ts";
import type { SyncUpdate } from "../../sync/SyncUpdate.ts";
import type { CrisisParts } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";

/** What agencies file in a room's state for everybody in it (crisis SPEC 13.1, 13.4, 14.1). */
export type FiledKind = Extract<StatementKind, "directory" | "handover" | "template">;

/** A statement whose signatures hold, and the room it stands in. */
export interface FiledStatement {
    readonly kind: FiledKind;
    readonly roomId: string;
    readonly statement: VerifiedStatement;
}

/** Directories, handovers and templates that servers told of: kept, and verified again whenever trust data is another. */
export interface StatementBook {
    /** Takes the statements that an answer of the server brought; the disk has them when it resolves. */
    apply(update: SyncUpdate): Promise<void>;
    /** What was filed by this device. */
    add(kind: FiledKind, roomId: string, statement: StatementWire): Promise<void>;
    verified(): readonly FiledStatement[];
    onChanged(listener: () => void): void;
    load(): Promise<void>;
}

interface KeptStatement {
    readonly kind: FiledKind;
    readonly roomId: string;
    readonly statement: StatementWire;
    /** This very text was verified once by this device (clearance SPEC 7.3). */
    readonly verified: boolean;
}

const kinds: Readonly<Record<string, FiledKind>> = {
    [DIRECTORY_TYPE]: "directory",
    [HANDOVER_TYPE]: "handover",
    [TEMPLATE_TYPE]: "template",
};
/** More than any community files; a hostile room must not fill the memory. */
const MAX_KEPT = 2_000;

export function createStatementBook({ store, community }: Pick<CrisisParts, "store" | "community">): StatementBook {
    const table = createCrisisTable<KeptStatement>(store, "watch");
    const kept = new Map<string, KeptStatement>();
    const listeners: (() => void)[] = [];
    let verified: readonly FiledStatement[] = [];

    const read = async (context: TrustContext) => {
        const holding: FiledStatement[] = [];
        const proven: [string, KeptStatement][] = [];
        for (const [id, each] of kept) {
            const { kind, roomId, statement } = each;
            const checked = await verifyStatement(statement, kind, roomId, context, each.verified);
            if (!checked.ok) continue;
            if (!each.verified) proven.push([id, { ...each, verified: true }]);
            holding.push({ kind, roomId, statement: checked.value });
        }
        for (const [id, each] of proven) kept.set(id, each);
        await table.put(proven);
        verified = holding;
        for (const listener of listeners) listener();
    };
    const inOrder = createInOrder();
    /** One after another: a later reading knows at least what an earlier one did. */
    const reread = (): Promise<void> =>
        inOrder(async () => {
            const context = community.context();
            if (context !== null) await read(context);
        });
    // What the disk refused to keep is read again with the next change.
    community.onChanged(() => void reread().catch(() => {}));

    const keep = (kind: FiledKind, roomId: string, content: unknown): boolean => {
        const parsed = parseStatement(content, kind);
        // By all that it says: the same payload may gain signatures (clearance SPEC 7.4).
        const id = `${roomId} ${kind} ${parsed.ok ? JSON.stringify([parsed.value.payload, parsed.value.by]) : ""}`;
        // What was said once stays said: a server that empties or replaces the state takes nothing back.
        if (!parsed.ok || kept.has(id) || kept.size >= MAX_KEPT) return false;
        kept.set(id, { kind, roomId, statement: parsed.value, verified: false });
        return true;
    };
    const take = (roomId: string, event: JsonObject): boolean => {
        const kind = kinds[asString(event.type) ?? ""];
        const content = asObject(event.content);
        if (kind === undefined || content === null || typeof event.state_key !== "string") return false;
        return keep(kind, roomId, content);
    };
    const settle = async () => {
        await table.put([...kept].filter(([, each]) => !each.verified));
        await reread();
    };

    return {
        async apply(update) {
            let isNew = false;
            for (const { roomId, state, timeline } of update.rooms)
                for (const event of [...state, ...timeline]) isNew = take(roomId, event) || isNew;
            if (isNew) await settle();
        },
        async add(kind, roomId, statement) {
            if (keep(kind, roomId, statement)) await settle();
        },
        verified: () => verified,
        onChanged: (listener) => void listeners.push(listener),
        async load() {
            for (const { id, value } of await table.list()) if (!kept.has(id)) kept.set(id, value);
            await reread();
        },
    };
}
