import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Benchmark } from "./benchmark.ts";
import type { BenchStage } from "./support/benchStage.ts";

const bin = resolve(import.meta.dirname, "../../apps/cli/bin/valise.js");
const ROUNDS = 20;
/** How long after the start of an apply its server is stopped: signing in, creating, letting in, writing down. */
const STOP_AFTER_MS = [700, 1000, 1300, 1700, 2200] as const;
const KEYS = ["rooms/first", "rooms/second", "spaces/mfa", "spaces/mod"];

/** Two who apply at once, twenty times; and a server that goes away in the middle of an apply, and comes back. */
export const applies: Benchmark = {
    name: "applies",
    what: `valise apply: ${ROUNDS} times two at once, ${STOP_AFTER_MS.length} times its server gone in the middle`,
    async run(stage) {
        const folder = mkdtempSync(join(tmpdir(), "valise-bench-applies-"));
        const apply = (name: string, days: number) => {
            const path = join(folder, `${name}-${days}.yaml`);
            writeFileSync(path, manifestOf(name, days));
            return runValise(stage, ["apply", path, "--json"]);
        };
        try {
            let [fair, converged] = [0, 0];
            await apply("races", 7);
            for (let round = 1; round <= ROUNDS; round++) {
                const ran = await Promise.all([apply("races", 7 + round), apply("races", 7 + round)]);
                fair += ran.some(isDone) && ran.every((each) => isDone(each) || isToldWho(each)) ? 1 : 0;
            }
            for (const [at, afterMs] of STOP_AFTER_MS.entries()) {
                const going = apply(`gone-${at}`, 7);
                await new Promise((done) => setTimeout(done, afterMs));
                await stage.homeserver("mfa", "stop");
                await going;
                await stage.homeserver("mfa", "start");
                converged += hasEachOnce(await apply(`gone-${at}`, 7)) ? 1 : 0;
            }
            return [
                share("of two at once, one applied and the other was told who and since when", fair / ROUNDS),
                share(
                    "run again after its server was gone: each room once, no change left",
                    converged / STOP_AFTER_MS.length,
                ),
            ];
        } finally {
            rmSync(folder, { recursive: true });
        }
    },
};

const share = (measure: string, of: number) =>
    ({ measure, value: of * 100, unit: "%", bar: 100, atLeast: true }) as const;

const manifestOf = (name: string, days: number): string => `valise: 1
community: ${name}
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
  mod: { name: Defence, server: mod.example, ceiling: FR/S }
accounts:
${["mfa", "mod"].flatMap((id) => [1, 2, 3].map((n) => `  - { agency: ${id}, user: ${name}-${id}-${n}, name: Person ${n} }`)).join("\n")}
spaces:
  mfa: { agency: mfa, name: Foreign Ministry, members: ["agency:mfa"] }
  mod: { agency: mod, name: Defence, members: ["agency:mod"] }
rooms:
  first: { agency: mfa, space: mfa, name: First, members: ["agency:mfa", "agency:mod"], retention: ${days}d }
  second: { agency: mod, space: mod, name: Second, members: ["agency:mod"], retention: ${days}d }
`;

interface Ran {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

const isDone = ({ code }: Ran): boolean => code === 0;

function isToldWho({ code, stderr }: Ran): boolean {
    if (code !== 1) return false;
    const told = JSON.parse(stderr.trim().split("\n").at(-1) ?? "{}") as Record<string, unknown>;
    return (
        told.code === "locked" && /^@admin:/.test(String(told.owner)) && !Number.isNaN(Date.parse(String(told.since)))
    );
}

function hasEachOnce({ code, stdout }: Ran): boolean {
    if (code !== 0) return false;
    const { complete, rooms, left } = JSON.parse(stdout) as {
        readonly complete: boolean;
        readonly rooms: readonly { readonly key: string }[];
        readonly left: { readonly destroy: readonly unknown[] };
    };
    return complete && left.destroy.length === 0 && rooms.map(({ key }) => key).join() === KEYS.join();
}

async function runValise(stage: BenchStage, args: readonly string[]): Promise<Ran> {
    const env = { PATH: process.env.PATH, HOME: stage.dataFolder, LANG: "C.UTF-8", VALISE_DATA: stage.dataFolder };
    const child = spawn(process.execPath, [bin, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (part) => {
        stdout += part;
    });
    child.stderr.on("data", (part) => {
        stderr += part;
    });
    const [code] = (await once(child, "close")) as [number | null];
    return { code, stdout, stderr };
}
