import { execFile } from "node:child_process";
import { promisify } from "node:util";

const start = promisify(execFile);
const secretService = "org.freedesktop.secrets";
const bus = ["--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"];

/**
 * Whether this session has a Secret Service, running or ready to be started: tells a locked keystore from none. Asked
 * of the session bus through its own tool; without a bus or the tool there is none.
 */
export async function hasSecretService(): Promise<boolean> {
    const ask = (...question: string[]) =>
        start("dbus-send", [...bus, ...question], { timeout: 2_000 }).then(
            ({ stdout }) => stdout,
            () => "",
        );
    const [running, startable] = await Promise.all([
        ask("org.freedesktop.DBus.NameHasOwner", `string:${secretService}`),
        ask("org.freedesktop.DBus.ListActivatableNames"),
    ]);
    return running.includes("true") || startable.includes(secretService);
}
