import { readFileSync } from "node:fs";

/** A vector file: language-neutral cases that another implementation can run too. */
export function readVectors<T>(name: string): T {
    return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8")) as T;
}
