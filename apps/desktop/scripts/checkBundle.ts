import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * Holds the size bars of the page and the engine's worker, gzip, in KiB of 1,024 bytes:
 * all JavaScript the page loads before the room list (its entry, the screens, what they import, one language) at most 250,
 * all JavaScript that the worker begins with at most 450 (what it loads when it is first used, and WebAssembly, apart). Also that WebAssembly is a file and nothing is inlined.
 */
const bars = { page: 250, worker: 450 };
const dist = join(import.meta.dirname, "../dist");

interface Chunk {
    readonly file: string;
    readonly imports?: readonly string[];
    readonly isEntry?: boolean;
}

const gzipKiB = (file: string): number => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;

function staticClosure(manifest: Readonly<Record<string, Chunk>>, keys: readonly string[]): Set<string> {
    const files = new Set<string>();
    const visit = (key: string) => {
        const chunk = manifest[key];
        if (chunk === undefined || files.has(chunk.file)) return;
        files.add(chunk.file);
        for (const imported of chunk.imports ?? []) visit(imported);
    };
    for (const key of keys) visit(key);
    return files;
}

/** The worker's entry and whatever it imports at once: the manifest does not know its chunks. */
function workerClosure(): Set<string> {
    const files = new Set<string>();
    const visit = (name: string) => {
        if (files.has(name)) return;
        files.add(name);
        const text = readFileSync(join(dist, "worker", name), "utf8");
        for (const [, imported] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g))
            if (imported !== undefined) visit(imported);
    };
    const entries = readdirSync(join(dist, "worker")).filter((name) => /^worker-.*\.js$/.test(name));
    if (entries.length !== 1) throw new Error(`${entries.length} entries of the worker`);
    for (const name of entries) visit(name);
    return files;
}

function main(): number {
    const manifestPath = join(dist, ".vite/manifest.json");
    if (!existsSync(manifestPath)) throw new Error("no build in apps/desktop/dist; run vite build first");
    const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as Record<string, Chunk>;
    const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true);
    const languages = ["src/i18n/en.ts", "src/i18n/fr.ts", "src/i18n/de.ts"];
    const pageWith = (language: string) =>
        [...staticClosure(manifest, [...entry, "src/main.tsx", language])].reduce(
            (sum, file) => sum + gzipKiB(file),
            0,
        );
    const sizes = {
        page: Math.max(...languages.map(pageWith)),
        worker: [...workerClosure()].reduce((sum, name) => sum + gzipKiB(join("worker", name)), 0),
    };
    const problems = [...findInlined()];
    for (const part of ["page", "worker"] as const) {
        process.stdout.write(`${part}: ${sizes[part].toFixed(1)} KiB gzip of ${bars[part]}\n`);
        if (sizes[part] > bars[part]) problems.push(`the ${part} is over its bar`);
        if (sizes[part] < 20) problems.push(`the ${part} is too small to be true: the build is not what this reads`);
    }
    for (const problem of problems) process.stderr.write(`checkBundle: ${problem}\n`);
    return problems.length === 0 ? 0 : 1;
}

function* findInlined(): Generator<string> {
    const html = readFileSync(join(dist, "index.html"), "utf8");
    if (/<script(?![^>]*\bsrc=)[^>]*>/.test(html)) yield "index.html holds an inline script";
    if (/<style|\sstyle=/.test(html)) yield "index.html holds an inline style";
    const all = readdirSync(dist, { recursive: true, encoding: "utf8" });
    if (!all.some((name) => name.endsWith(".wasm"))) yield "there is no .wasm file: WebAssembly was inlined or lost";
    for (const name of all.filter((name) => name.endsWith(".js"))) {
        if (readFileSync(join(dist, name), "utf8").includes("data:application/wasm"))
            yield `${name} inlines WebAssembly`;
    }
}

process.exitCode = main();
