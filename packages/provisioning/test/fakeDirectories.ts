import { err, ok } from "@valise/base";
import type { Directories, DirectoryPlace, DirectoryQuery, DirectoryRefusal } from "../src/index.ts";

/** Entries by name; `fails` ends what is asked after so many pages. */
export interface FakeTree {
    readonly entries: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
    readonly opens?: DirectoryRefusal["kind"];
    readonly fails?: { readonly afterPages: number; readonly kind: DirectoryRefusal["kind"] };
}

/** A directory in memory, which writes down what it was asked. It knows of filters that they name attributes that must be there. */
export function fakeDirectories(tree: FakeTree) {
    const opened: DirectoryPlace[] = [];
    const asked: DirectoryQuery[] = [];
    let closed = 0;
    const matching = ({ base, scope, filter }: DirectoryQuery) => {
        const needed = [...filter.matchAll(/\((\w+)=\*\)/g)].map(([, name = ""]) => name.toLowerCase());
        return Object.entries(tree.entries).filter(([dn, attributes]) => {
            const names = Object.keys(attributes).map((name) => name.toLowerCase());
            const isThere = scope === "base" ? dn === base : dn.endsWith(`,${base}`);
            return isThere && needed.every((name) => name === "objectclass" || names.includes(name));
        });
    };
    const directories: Directories = {
        async open(place) {
            opened.push(place);
            if (tree.opens !== undefined) return err({ kind: tree.opens });
            return ok({
                async *search(query) {
                    asked.push(query);
                    if (closed > 0) throw new Error("asked after it was closed");
                    const found = matching(query);
                    if (query.scope === "base" && found.length === 0) yield err({ kind: "no-such-entry" });
                    for (let page = 0; page * query.pageSize < found.length; page++) {
                        if (tree.fails?.afterPages === page) {
                            yield err({ kind: tree.fails.kind });
                            return;
                        }
                        const entries = found.slice(page * query.pageSize, (page + 1) * query.pageSize);
                        yield ok(
                            entries.map(([dn, attributes]) => ({
                                dn,
                                attributes: new Map(
                                    Object.entries(attributes).map(([name, values]) => [name.toLowerCase(), values]),
                                ),
                            })),
                        );
                    }
                },
                async [Symbol.asyncDispose]() {
                    closed++;
                },
            });
        },
    };
    return { directories, opened, asked, closed: () => closed };
}
