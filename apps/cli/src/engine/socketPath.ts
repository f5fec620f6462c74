import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** What fits into sockaddr_un on every system we run on. */
const maxPathBytes = 100;

/** The engine's socket: in the profile's folder, or, where that path is too long for a socket, in a private folder of /tmp. */
export function socketPath(profileDir: string): string {
    const beside = join(profileDir, "engine.sock");
    if (Buffer.byteLength(beside) <= maxPathBytes) return beside;
    const { uid, username } = userInfo();
    const folder = join(tmpdir(), `valise-${uid < 0 ? username : uid}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    // Whoever made this folder before us could take the engine's place.
    if (!found.isDirectory() || (uid >= 0 && (found.uid !== uid || (found.mode & 0o077) !== 0))) {
        throw new Error("the folder for sockets belongs to somebody else");
    }
    return join(folder, `${createHash("sha256").update(profileDir).digest("hex").slice(0, 24)}.sock`);
}
