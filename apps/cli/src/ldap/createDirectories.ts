import { err, ok, type Result } from "@valise/base";
import type { Directories, Directory, DirectoryPlace, DirectoryRefusal } from "@valise/provisioning";
import { Client, type Entry } from "ldapts";
import { connectOnce } from "./connectOnce.ts";
import { foldDirectoryError } from "./foldDirectoryError.ts";

/** From the first step to the bind. */
const OPEN_MS = 15_000;
/** One page. */
const ANSWER_MS = 60_000;

/** The password of the account that reads an agency's directory. */
export type DirectorySecret = (place: DirectoryPlace) => Promise<string>;

/** Directories over LDAP v3: one connection each, that is never made a second time. */
export function createDirectories(secretOf: DirectorySecret): Directories {
    return {
        async open(place) {
            const secret = place.bind === null ? "" : await secretOf(place);
            const connection = connectOnce(place);
            const { url } = place;
            const client = new Client({ url, timeout: ANSWER_MS, connectTimeout: OPEN_MS, ...connection.options });
            const opening = async () => {
                if (place.startTls) await client.startTLS(connection.tlsOptions);
                // Anonymous where the manifest names nobody; that too shows whether the server is there.
                await client.bind(place.bind ?? "", secret);
            };
            const opened = await attempt(connection.orLost(opening(), OPEN_MS), "opening");
            if (opened.ok) return ok(createDirectory(client, connection));
            connection.end();
            return opened;
        },
    };
}

async function attempt<T>(work: Promise<T>, when: "opening" | "reading"): Promise<Result<T, DirectoryRefusal>> {
    try {
        return ok(await work);
    } catch (error) {
        return err({ kind: foldDirectoryError(error, when) });
    }
}

function createDirectory(client: Client, connection: ReturnType<typeof connectOnce>): Directory {
    return {
        async *search({ base, scope, filter, attributes, pageSize }) {
            const wanted = { scope, filter, attributes: [...attributes], paged: { pageSize } };
            const pages = client.searchPaginated(base, wanted);
            let count = 0;
            for (;;) {
                const page = await attempt(connection.orLost(pages.next(), ANSWER_MS), "reading");
                if (!page.ok) {
                    yield page;
                    return;
                }
                if (page.value.done) return;
                const { searchEntries, searchReferences } = page.value.value;
                // The rest is said to be on another server; or the client ends at a page without entries that is not the last.
                if (searchReferences.length > 0 || (count > 0 && searchEntries.length === 0)) {
                    yield err({ kind: "incomplete" });
                    return;
                }
                count += searchEntries.length;
                yield ok(searchEntries.map(readEntry));
            }
        },
        async [Symbol.asyncDispose]() {
            connection.end();
        },
    };
}

function readEntry({ dn, ...attributes }: Entry) {
    const read = new Map<string, readonly string[]>();
    for (const [name, value] of Object.entries(attributes)) {
        const values = [value].flat().filter((each) => typeof each === "string");
        if (values.length > 0) read.set(name.toLowerCase(), values);
    }
    return { dn, attributes: read };
}
