import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/**
 * This process as others on the same machine can look for it: host, boot, pid and the time it started, since pids come back.
 * Where the system tells none of that (it is Linux's `/proc`), nobody is ever taken to be gone.
 */
export function thisProcess() {
    const boot = readWord("/proc/sys/kernel/random/boot_id");
    const machine = `${hostname()} ${boot}`;
    return {
        process: `${machine} ${process.pid} ${startOf(process.pid)}`,
        isGone(other: string): boolean {
            if (boot === "" || !other.startsWith(`${machine} `)) return false;
            const [pid = "", start = ""] = other.slice(machine.length + 1).split(" ");
            return start !== "" && startOf(Number(pid)) !== start;
        },
    };
}

/** Clock ticks since boot (proc(5), field 22 of `stat`); empty when no such process runs: a zombie does not. */
function startOf(pid: number): string {
    const stat = readWord(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
}

function readWord(path: string): string {
    try {
        return readFileSync(path, "utf8").trim();
    } catch {
        return "";
    }
}
