import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgencyLayout } from "../stack/layout.ts";

/** Where the processes of one agency's scaled-out homeserver keep their files and meet each other. */
export interface ScaleFiles {
    readonly groupFile: string;
    readonly nginxFile: string;
    readonly nginxDir: string;
    readonly postgresDir: string;
    readonly socketDir: string;
    readonly replicationSecretFile: string;
    workerFile(name: string): string;
    workerLogConfigFile(name: string): string;
    workerLogFile(name: string): string;
    socket(name: string): string;
}

/** `sun_path` of unix(7) holds 107 bytes; the longest name below it is `events1.replication.sock`. */
const MAX_SOCKET_DIR = 80;

export function scaleFiles(files: AgencyLayout): ScaleFiles {
    const { dir } = files;
    const near = join(dir, "run");
    const hash = createHash("sha256").update(dir).digest("hex").slice(0, 16);
    const socketDir = near.length <= MAX_SOCKET_DIR ? near : join(tmpdir(), `valise-run-${hash}`);
    return {
        groupFile: join(dir, "group.json"),
        nginxFile: join(dir, "nginx.conf"),
        nginxDir: join(dir, "nginx"),
        postgresDir: join(dir, "postgres"),
        socketDir,
        replicationSecretFile: join(dir, "secrets", "replication"),
        workerFile: (name) => join(dir, `${name}.yaml`),
        workerLogConfigFile: (name) => join(dir, `${name}.log.yaml`),
        workerLogFile: (name) => join(dir, `${name}.log`),
        socket: (name) => join(socketDir, `${name}.sock`),
    };
}
