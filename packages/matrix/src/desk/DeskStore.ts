import { StoreRefused } from "../session/SessionRecords.ts";
import type { RecordStore, StoredValue } from "../store/RecordStore.ts";

type DeskPart = "keys" | "requests" | "acts" | "spills";

/** What the desk keeps in the sealed store; the officer's key stays under its own passphrase besides. */
export interface DeskStore {
    read(name: DeskPart): Promise<StoredValue | null>;
    write(name: DeskPart, value: StoredValue): Promise<void>;
    /** The register's lines in order, each with its break. */
    readRegister(): Promise<string>;
    /** On the disk when it resolves. `at` is the number of the first line. */
    appendRegister(lines: string, at: number): Promise<void>;
    replaceRegister(text: string): Promise<void>;
}

const GROUP = "desk";
const LINES = "desk-register";
const lineKey = (seq: number) => ({ group: LINES, id: String(seq).padStart(9, "0") });

export function createDeskStore(store: RecordStore): DeskStore {
    const put = (key: { group: string; id: string }, value: StoredValue) =>
        ({ kind: "put", table: "trust", key, value }) as const;
    const write = async (changes: Parameters<RecordStore["write"]>[0]) => {
        if (!(await store.write(changes)).ok) throw new StoreRefused();
    };
    const lineChanges = (text: string, at: number) =>
        text
            .split(/(?<=\n)/)
            .filter((line) => line !== "")
            .map((line, index) => put(lineKey(at + index), line));
    return {
        async read(name) {
            const found = await store.get("trust", { group: GROUP, id: name });
            return found.ok ? found.value : null;
        },
        write: (name, value) => write([put({ group: GROUP, id: name }, value)]),
        async readRegister() {
            const found = await store.list("trust", LINES);
            if (!found.ok || found.value.damagedCount > 0) throw new StoreRefused();
            return found.value.records.map(({ value }) => String(value)).join("");
        },
        appendRegister: (lines, at) => write(lineChanges(lines, at)),
        replaceRegister: (text) =>
            write([{ kind: "delete-group", table: "trust", group: LINES }, ...lineChanges(text, 1)]),
    };
}
