/**
 * Holds the layers: who may import whom, type-only imports counted, no deep imports, one importer of the SDK.
 * What is not in the table is forbidden. Run: node scripts/checkLayers.ts
 */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** Allowed imports by workspace folder. Tests beside the code may also use `testkit`. */
export const layers: Readonly<Record<string, readonly string[]>> = {
    "apps/desktop": ["matrix", "crisis", "provisioning", "clearance", "labels", "bridge", "ui", "base"],
    "apps/cli": [
        "matrix",
        "crisis",
        "provisioning",
        "policyserver",
        "homeserver",
        "clearance",
        "labels",
        "bridge",
        "loopback",
        "base",
    ],
    electron: ["bridge", "loopback", "base"],
    scripts: ["homeserver", "base"],
    "packages/matrix": ["crisis", "provisioning", "clearance", "labels", "bridge", "base"],
    "packages/homeserver": ["base"],
    "packages/crisis": ["clearance", "labels", "base"],
    "packages/provisioning": ["clearance", "labels", "base"],
    "packages/policyserver": ["clearance", "labels", "base"],
    "packages/clearance": ["labels", "base"],
    "packages/labels": ["base"],
    "packages/bridge": ["base"],
    "packages/loopback": [],
    "packages/ui": ["labels", "base"],
    "packages/base": [],
    "packages/testkit": ["matrix", "crisis", "provisioning", "homeserver", "clearance", "labels", "bridge", "base"],
    e2e: ["matrix", "crisis", "provisioning", "homeserver", "clearance", "labels", "bridge", "testkit", "base"],
};

/** Third-party modules that only one workspace may import. */
const keepers: readonly { readonly module: RegExp; readonly in: readonly string[] }[] = [
    { module: /^matrix-js-sdk(\/|$)|^@matrix-org\/matrix-sdk-crypto-wasm/, in: ["packages/matrix", "e2e"] },
    { module: /^@matrix-org\/olm$/, in: ["e2e"] },
    { module: /^electron$/, in: ["electron"] },
    { module: /^react(-dom)?(\/|$)/, in: ["apps/desktop", "packages/ui"] },
];

/** Platform modules are kept out of the packages that must run anywhere. */
const sansIo = [
    "packages/base",
    "packages/labels",
    "packages/clearance",
    "packages/crisis",
    "packages/provisioning",
    "packages/bridge",
];

export interface Finding {
    readonly file: string;
    readonly imports: string;
    readonly why: string;
}

const importPattern =
    /(?:^|[;\n}])\s*(?:import|export)\b(?:[^"'`;]*?\bfrom)?\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Module names that a source text imports, re-exports, or loads. */
export function importsOf(source: string): string[] {
    return [...source.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? "");
}

/** Judges one import of one file. Null: allowed. */
export function judgeImport(workspace: string, file: string, name: string): string | null {
    const isTest = /\.(test|stories)\.tsx?$/.test(file) || /\/(test|bench|stories)\//.test(file);
    const ours = /^@valise\/([a-z]+)(\/.*)?$/.exec(name);
    if (ours?.[1] !== undefined) return judgeOurs(workspace, ours[1], isTest);
    if (name.startsWith(".")) {
        const target = resolve(dirname(resolve(file)), name);
        const inside = !relative(resolve(workspace), target).startsWith(`..${sep}`);
        return inside ? null : "leaves its workspace by a relative path";
    }
    const keeper = keepers.find((k) => k.module.test(name) && !k.in.includes(workspace));
    if (keeper !== undefined && !isTest) return `only ${keeper.in.join(", ")} may import it`;
    if (!isTest && sansIo.includes(workspace) && name.startsWith("node:")) return "does no input or output";
    return null;
}

function judgeOurs(workspace: string, target: string, isTest: boolean): string | null {
    const allowed = layers[workspace] ?? [];
    if (workspace === `packages/${target}` || allowed.includes(target)) return null;
    if (isTest && (target === "testkit" || target === "homeserver")) return null;
    return "not drawn in the table of layers";
}

export function checkLayers(root: string): Finding[] {
    const findings: Finding[] = [];
    for (const workspace of Object.keys(layers)) {
        if (!existsSync(resolve(root, workspace))) continue;
        const files = globSync(`${workspace}/**/*.{ts,tsx}`, {
            cwd: root,
            exclude: (name) => /^(node_modules|dist|out)$/.test(name),
        });
        for (const file of files) {
            for (const imports of importsOf(readFileSync(resolve(root, file), "utf8"))) {
                const why = judgeImport(workspace, file, imports);
                if (why !== null) findings.push({ file, imports, why });
            }
        }
    }
    return findings;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
    const findings = checkLayers(process.cwd());
    for (const { file, imports, why } of findings) console.error(`${file}: imports ${imports}: ${why}`);
    console.log(findings.length === 0 ? "layers hold" : `${findings.length} imports break the layers`);
    process.exitCode = findings.length === 0 ? 0 : 1;
}
