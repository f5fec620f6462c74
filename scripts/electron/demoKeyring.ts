import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A session without a bus (a container, a server) has no keystore, and the app would rightly refuse to open a store. */
export function lacksSessionBus(env: NodeJS.ProcessEnv = process.env): boolean {
    if (process.platform !== "linux" || env.DBUS_SESSION_BUS_ADDRESS) return false;
    return !(env.XDG_RUNTIME_DIR && existsSync(join(env.XDG_RUNTIME_DIR, "bus")));
}

export interface DemoKeyring {
    /** To be put before the command. */
    readonly wrapper: readonly string[];
    readonly env: NodeJS.ProcessEnv;
}

/**
 * A keyring for the demonstration alone, in its own folder and with its password beside it, as the demo people's
 * passwords lie there too. Null where its programs are not installed. The product never does this.
 */
export function createDemoKeyring(folder: string): DemoKeyring | null {
    const isInstalled = (name: string) => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
    if (!["dbus-run-session", "gnome-keyring-daemon", "dbus-send"].every(isInstalled)) return null;
    const keyringFolder = join(folder, "keyring");
    const password = join(folder, "keyring-password");
    mkdirSync(keyringFolder, { recursive: true, mode: 0o700 });
    if (!existsSync(password)) writeFileSync(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
    return {
        wrapper: ["dbus-run-session", "--", join(import.meta.dirname, "demoKeyring.sh")],
        env: { ...process.env, DEMO_KEYRING_FOLDER: keyringFolder, DEMO_KEYRING_PASSWORD: password },
    };
}
