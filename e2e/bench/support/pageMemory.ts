import { readdirSync, readFileSync } from "node:fs";
import type { AppWindow } from "./AppWindow.ts";

export interface PageMemory {
    readonly pageHeapMB: number;
    readonly workerHeapMB: number;
    /** Resident memory of the largest renderer of this browser: WebAssembly memory is in it. */
    readonly rendererMB: number;
}

const MB = 1_000_000;

/** After two forced collections, page and worker apart. */
export async function readMemory(app: AppWindow): Promise<PageMemory> {
    const cdp = await app.cdp();
    const workerHeap = new Promise<number>((resolve) => {
        const answers = new Map<number, (result: { usedSize?: number }) => void>();
        cdp.on("Target.receivedMessageFromTarget", ({ message }) => {
            const { id, result } = JSON.parse(message) as { id: number; result: { usedSize?: number } };
            answers.get(id)?.(result);
        });
        cdp.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
            if (targetInfo.type !== "worker") return;
            const ask = (id: number, method: string) => {
                const answer = new Promise<{ usedSize?: number }>((done) => answers.set(id, done));
                const message = JSON.stringify({ id, method });
                return cdp.send("Target.sendMessageToTarget", { sessionId, message }).then(() => answer);
            };
            void ask(1, "HeapProfiler.collectGarbage")
                .then(() => ask(2, "HeapProfiler.collectGarbage"))
                .then(() => ask(3, "Runtime.getHeapUsage"))
                .then(({ usedSize }) => resolve((usedSize ?? Number.NaN) / MB));
        });
    });
    await cdp.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    await cdp.send("Performance.enable");
    for (let i = 0; i < 2; i++) await cdp.send("HeapProfiler.collectGarbage");
    const { metrics } = await cdp.send("Performance.getMetrics");
    const used = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
    const workerHeapMB = await workerHeap;
    await cdp.detach();
    return { pageHeapMB: used / MB, workerHeapMB, rendererMB: largestRendererMB(app.profile) };
}

interface Process {
    readonly pid: number;
    readonly parent: number;
    readonly command: string;
    readonly rssMB: number;
}

function largestRendererMB(profile: string): number {
    const processes = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []));
    const family = new Set(processes.filter(({ command }) => command.includes(profile)).map(({ pid }) => pid));
    for (let before = -1; before !== family.size; ) {
        before = family.size;
        for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
    }
    const renderers = processes.filter(({ pid, command }) => family.has(pid) && command.includes("--type=renderer"));
    return Math.max(...renderers.map(({ rssMB }) => rssMB));
}

/** Nothing when the process ended meanwhile. */
function readProcess(pid: number): Process[] {
    try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const number = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
        return [{ pid, parent: number("PPid"), command, rssMB: (number("VmRSS") * 1024) / MB }];
    } catch {
        return [];
    }
}
