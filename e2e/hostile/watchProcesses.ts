import { readdirSync, readFileSync } from "node:fs";

export interface ProcessWatch extends Disposable {
    /** Command line and environment of every process that named the folder, as far as it lived long enough. */
    readonly seen: ReadonlySet<string>;
}

/** Reads what anybody on this machine could: `/proc` of all processes that name `folder`, many times a second. */
export function watchProcesses(folder: string): ProcessWatch {
    const seen = new Set<string>();
    const look = () => {
        for (const pid of readdirSync("/proc")) {
            if (!/^\d+$/.test(pid)) continue;
            const line = readProc(pid, "cmdline");
            const environment = readProc(pid, "environ");
            if (`${line}${environment}`.includes(folder)) seen.add(`${line}\n${environment}`);
        }
    };
    const timer = setInterval(look, 40);
    return { seen, [Symbol.dispose]: () => clearInterval(timer) };
}

function readProc(pid: string, name: string): string {
    try {
        return readFileSync(`/proc/${pid}/${name}`, "utf8").replaceAll("\0", " ");
    } catch {
        return "";
    }
}
