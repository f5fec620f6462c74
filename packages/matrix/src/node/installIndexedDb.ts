import { existsSync, mkdirSync } from "node:fs";

type OpenWebSql = (...args: unknown[]) => { readonly _db: { readonly _db: { readonly _db: SqliteConnection } } };
interface SqliteConnection {
    pragma(statement: string): unknown;
}

let installedFor: string | null = null;

/**
 * Gives this process an IndexedDB that keeps its databases as SQLite files in `folder`. The crypto store finds it as a
 * global, so there is one folder a process.
 */
export async function installIndexedDb(folder: string): Promise<void> {
    if (installedFor === folder) return;
    if (installedFor !== null) throw new Error("this process already keeps its databases in another folder");
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const shim = (await import("indexeddbshim")) as unknown as { default: (target: object, options: object) => void };
    // @ts-expect-error The shim exports its sources without types.
    const sql = (await import("indexeddbshim/src/nodeWebSQL.js")) as { default: OpenWebSql };
    const openDatabase = (...args: unknown[]) => withWriteAheadLog(sql.default(...args));
    shim.default(globalThis, { checkOrigin: false, databaseBasePath: folder, win: { openDatabase } });
    installedFor = folder;
}

/**
 * The shim's default, a rollback journal, costs several waits for the disk a commit. With a write-ahead log a commit is one
 * append, which a killed process does not undo.
 */
function withWriteAheadLog(database: ReturnType<OpenWebSql>): ReturnType<OpenWebSql> {
    const connection = database._db._db._db;
    connection.pragma("journal_mode = WAL");
    connection.pragma("synchronous = NORMAL");
    return database;
}
