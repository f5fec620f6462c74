import { readdirSync, readFileSync } from "node:fs";

export interface RunningProcess {
    readonly pid: number;
    readonly parent: number;
    readonly command: string;
}

/** What runs on this machine (Linux). One that has ended and that nobody has collected does not. */
export function listProcesses(): readonly RunningProcess[] {
    return readdirSync("/proc").flatMap((name) => {
        if (!/^\d+$/.test(name)) return [];
        const stat = readStat(name);
        // `pid (command) state parent …`; the command may hold anything, also brackets.
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        if (stat === "" || state === "Z") return [];
        const command = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
        return [{ pid: Number(name), parent: Number(parent), command }];
    });
}

/** Empty when it has just ended. */
function readStat(pid: string): string {
    try {
        return readFileSync(`/proc/${pid}/stat`, "utf8");
    } catch {
        return "";
    }
}
