/** The lockfile carries hashes, never addresses: it must install from whichever registry a machine is given. */
import { readFileSync } from "node:fs";

interface LockEntry {
    readonly resolved?: string;
    readonly integrity?: string;
    readonly link?: boolean;
}

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, LockEntry> };
const wrong = Object.entries(packages).flatMap(([path, entry]) => {
    if (!path.includes("node_modules/") || entry.link === true) return [];
    if (entry.resolved !== undefined) return [`${path}: has an address`];
    return entry.integrity === undefined ? [`${path}: has no hash`] : [];
});
for (const line of wrong) console.error(line);
console.log(wrong.length === 0 ? "the lockfile holds hashes and no addresses" : `${wrong.length} entries to mend`);
process.exitCode = wrong.length === 0 ? 0 : 1;
