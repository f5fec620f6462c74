import { DatabaseSync } from "node:sqlite";
import type { RawChange, RecordBackend } from "../store/RecordBackend.ts";

/**
 * Sealed records in one SQLite file, for Node. A write-ahead log makes a commit one append: durable when this process is
 * killed, and for `durable` batches also when the machine loses power. Throws when the file cannot be opened.
 */
export function createSqliteBackend(file: string): RecordBackend {
    const database = new DatabaseSync(file);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000");
    database.exec("CREATE TABLE IF NOT EXISTS records (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID");
    const get = database.prepare("SELECT data FROM records WHERE name = ?");
    const list = database.prepare("SELECT name, data FROM records WHERE name >= ? AND name < ? ORDER BY name");
    const put = database.prepare(
        "INSERT INTO records (name, data) VALUES (?, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
    );
    const remove = database.prepare("DELETE FROM records WHERE name = ?");
    const removeRange = database.prepare("DELETE FROM records WHERE name >= ? AND name < ?");

    const apply = (change: RawChange) => {
        if (change.kind === "put") put.run(change.name, change.data);
        else if (change.kind === "delete") remove.run(change.name);
        else removeRange.run(change.prefix, endOf(change.prefix));
    };
    return {
        get: async (name) => get.get(name)?.data,
        list: async (prefix) =>
            list.all(prefix, endOf(prefix)).map((row) => ({ name: String(row.name), data: row.data })),
        async write(changes, durable) {
            database.exec(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            database.exec("BEGIN IMMEDIATE");
            try {
                for (const change of changes) apply(change);
                database.exec("COMMIT");
            } catch (error) {
                if (database.isTransaction) database.exec("ROLLBACK");
                throw error;
            }
        },
        close: async () => database.close(),
    };
}

/** The first name after all that start with `prefix`. */
const endOf = (prefix: string): string => `${prefix}\u{10ffff}`;
