import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as requestTo } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findRunningStack } from "@valise/homeserver";
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
            const applied = await applyCounted(stage, manifest);
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
                { measure: "valise apply to three real servers", value: applied.ms, unit: "ms" },
                {
                    measure: `requests for ${applied.things} accounts, rooms, groups, memberships`,
                    value: applied.requests / applied.things,
                    unit: "x",
                    bar: 1.2,
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

/** Real agencies share rooms with real ones: nobody could be invited to a server that is only declared. */
function nextOf(id: string): string {
    const list: readonly string[] = REAL.some((real) => real === id) ? REAL : DECLARED;
    return list[(list.indexOf(id) + 1) % list.length] ?? id;
}

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
${lines(Array.from({ length: ROOMS }, (_, at) => `  r${at}: { agency: ${agencies[at % agencies.length]}, name: Room ${at}, members: ["group:${agencies[at % agencies.length]}-desk", "group:${nextOf(agencies[at % agencies.length] ?? "")}-desk"] }`))}
`;
    const csv = (id: string): [string, string] => [
        `${id}.csv`,
        `user,name,groups\n${lines(Array.from({ length: accountsOf }, (_, at) => `b-${id}-${at},Person ${at},${at < 25 ? `${id}-desk` : ""}`))}\n`,
    ];
    return [["valise.yaml", text], ...agencies.map(csv)];
}

/**
 * The command as an administrator runs it, each of its requests counted on the way. Of a membership across two servers there
 * are two things to make: the invitation at one, the joining at the other.
 */
async function applyCounted(stage: BenchStage, manifest: string) {
    const agenciesNow = findRunningStack(stage.dataFolder)?.ready.agencies ?? [];
    let requests = 0;
    const counters = await Promise.all(
        agenciesNow.map(async ({ id, adminUrl, adminTokenFile }) => {
            const server = createServer((incoming, outgoing) => {
                requests++;
                const { method, url, headers } = incoming;
                const onward = requestTo(adminUrl + url, { method, headers }, (answer) => {
                    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
                    answer.pipe(outgoing);
                });
                onward.on("error", () => outgoing.destroy());
                incoming.pipe(onward);
            }).listen(0, "127.0.0.1");
            await once(server, "listening");
            const { port } = server.address() as AddressInfo;
            return {
                server,
                options: [
                    "--server",
                    `${id}=http://127.0.0.1:${port}`,
                    "--admin-token-file",
                    `${id}=${adminTokenFile}`,
                ],
            };
        }),
    );
    try {
        const ran = await runValise(stage, [
            "apply",
            manifest,
            "--json",
            ...counters.flatMap(({ options }) => options),
        ]);
        const { create, access, complete } = JSON.parse(ran.stdout) as {
            readonly create: readonly unknown[];
            readonly access: readonly { readonly key: string; readonly userId: string }[];
            readonly complete: boolean;
        };
        if (!complete) throw new Error("valise apply left something to do");
        const crossing = access.filter(({ key, userId }) => !userId.endsWith(`:${ownerOf(key)}.example`)).length;
        return { ms: ran.ms, requests, things: create.length + access.length + crossing };
    } finally {
        for (const { server } of counters) {
            server.close();
            server.closeAllConnections();
        }
    }
}

/** Which agency has `rooms/r7` or `spaces/mfa`. */
const ownerOf = (key: string): string =>
    key.startsWith("spaces/")
        ? key.slice("spaces/".length)
        : (agencies[Number(key.slice("rooms/r".length)) % agencies.length] ?? "");

/** As an administrator runs it; memory is what the kernel counted at the most (VmHWM). */
async function planOnce(stage: BenchStage, manifest: string) {
    const { stdout, ms, peakMb } = await runValise(stage, ["plan", manifest, "--json"]);
    const { create } = JSON.parse(stdout) as { create: readonly unknown[] };
    return { ms, peakMb, creates: create.length };
}

async function runValise(stage: BenchStage, args: readonly string[]) {
    const env = { PATH: process.env.PATH, HOME: stage.dataFolder, LANG: "C.UTF-8", VALISE_DATA: stage.dataFolder };
    const begunMs = performance.now();
    const child = spawn(process.execPath, [bin, ...args], { env, stdio: ["ignore", "pipe", "ignore"] });
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
    if (code !== 0 && code !== 3) throw new Error(`valise ${args[0]} ended with ${code}`);
    return { stdout, peakMb, ms: performance.now() - begunMs };
}

function peakOf(pid: number | undefined): number {
    try {
        return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
    } catch {
        return 0;
    }
}
