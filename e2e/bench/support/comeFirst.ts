import { existsSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";

const { PRIORITY_HIGH, PRIORITY_NORMAL } = constants.priority;

/**
 * These processes are not kept waiting by what else runs here, which in life runs on other machines: by their own priority, and by
 * their group's where the kernel shares out by groups. Disposing makes them as all others again. Only root may.
 */
export function comeFirst(pids: readonly number[]): Disposable {
    const set = (priority: number) => {
        for (const pid of pids) {
            setPriority(pid, priority);
            const group = `/proc/${pid}/autogroup`;
            if (existsSync(group)) writeFileSync(group, String(priority));
        }
    };
    set(PRIORITY_HIGH);
    return { [Symbol.dispose]: () => set(PRIORITY_NORMAL) };
}
