import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Benchmark } from "./benchmark.ts";
import type { BenchStage } from "./support/benchStage.ts";

const bin = resolve(import.meta.dirname, "../../apps/cli/bin/valise.js");
const REAL = ["mfa", "mod", "intel"] as const;
const DECLARED = Array.from({ length: 17 }, (_, at) => `partner${at + 1}`);
const ACCOUNTS = 5_000;
const ROOMS = 300;

/** Three real servers, seventeen declared; 5,000 accounts, most of them at partners, and 300 rooms. */
export const provisioning: Benchmark = {
    name: "provisioning",
    what: `valise plan: ${ACCOUNTS} accounts, ${ROOMS} rooms, ${REAL.length + DECLARED.length} agencies`,
    async run(stage) {
        const folder = mkdtempSync(join(tmpdir(), "valise-bench-manifest-"));
        try {
            const manifest = join(folder, "valise.yaml");
            for (const [name, text] of bigManifest()) writeFileSync(join(folder, name), text);
            const runs = [];
            for (let run = 0; run < stage.runs; run++) runs.push(await planOnce(stage, manifest));
            const [{ creates } = { creates: 0 }] = runs;
            return [
                {
                    measure: "valise plan, from the command to its end, slowest",
                    value: Math.max(...runs.map(({ ms }) => ms)),
                    unit: "ms",
                    bar: 60_000,
                },
                {
                    measure: "its memory at the most",
                    value: Math.max(...runs.map(({ peakMb }) => peakMb)),
                    unit: "MB",
                    bar: 500,
                },
                {
                    measure: "things to create, of 100 that the real servers lack",
                    value: (creates / expectedCreates()) * 100,
                    unit: "%",
                },
            ];
        } finally {
            rmSync(folder, { recursive: true });
        }
    },
};

const agencies = [...REAL, ...DECLARED];
const accountsOf = ACCOUNTS / agencies.length;
/** Agencies, accounts, groups, spaces and rooms of the three that are managed. */
const expectedCreates = () => REAL.length * (1 + accountsOf + 1 + 1 + ROOMS / agencies.length);

function bigManifest(): [string, string][] {
    const lines = (list: readonly string[]) => list.join("\n");
    const text = `valise: 1
community: bench
agencies:
${lines(agencies.map((id) => `  ${id}: { name: ${id}, server: ${id}.example, ceiling: FR/S }`))}
accounts:
${lines(agencies.map((id) => `  - { agency: ${id}, csv: ${id}.csv }`))}
groups:
${lines(agencies.map((id) => `  ${id}-desk: { agency: ${id}, members: [] }`))}
spaces:
${lines(agencies.map((id) => `  ${id}: { agency: ${id}, name: ${id}, members: ["agency:${id}"] }`))}
rooms:
${lines(Array.from({ length: ROOMS }, (_, at) => `  r${at}: { agency: ${agencies[at % agencies.length]}, name: Room ${at}, members: ["group:${agencies[at % agencies.length]}-desk", "group:${agencies[(at + 1) % agencies.length]}-desk"] }`))}
`;
    const csv = (id: string): [string, string] => [
        `${id}.csv`,
        `user,name,groups\n${lines(Array.from({ length: accountsOf }, (_, at) => `b-${id}-${at},Person ${at},${at < 25 ? `${id}-desk` : ""}`))}\n`,
    ];
    return [["valise.yaml", text], ...agencies.map(csv)];
}

/** The command as an administrator runs it; memory is what the kernel counted at the most (VmHWM). */
async function planOnce(stage: BenchStage, manifest: string) {
    const env = { PATH: process.env.PATH, HOME: stage.dataFolder, LANG: "C.UTF-8", VALISE_DATA: stage.dataFolder };
    const begunMs = performance.now();
    const child = spawn(process.execPath, [bin, "plan", manifest, "--json"], {
        env,
        stdio: ["ignore", "pipe", "inherit"],
    });
    let [stdout, peakMb] = ["", 0];
    child.stdout.on("data", (part) => {
        stdout += part;
    });
    const looking = setInterval(() => {
        peakMb = Math.max(peakMb, peakOf(child.pid));
    }, 50);
    const [code] = (await once(child, "close")) as [number | null];
    clearInterval(looking);
    // Security drift of the demonstration's own servers ends with 3, and is a plan all the same.
    if (code !== 0 && code !== 3) throw new Error(`valise plan ended with ${code}`);
    const { create } = JSON.parse(stdout) as { create: readonly unknown[] };
    return { ms: performance.now() - begunMs, peakMb, creates: create.length };
}

function peakOf(pid: number | undefined): number {
    try {
        return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
    } catch {
        return 0;
    }
}
