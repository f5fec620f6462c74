import { mkdirSync } from "node:fs";
import { stringify } from "yaml";
import { ensureSecret, writeFileAtomic } from "../process/files.ts";
import type { HomeserverConfigInput } from "../synapse/homeserverConfig.ts";
import { logConfig } from "../synapse/logConfig.ts";
import { writeAgencySecrets } from "../synapse/writeAgencyFiles.ts";
import { type GroupInput, groupFile } from "./groupFile.ts";
import { nginxConfig } from "./nginxConfig.ts";
import { scaleConfig, workerConfig } from "./scaleConfig.ts";

/** Writes one agency's folder for the scaled-out profile: Synapse's files, its workers', the reverse proxy's, the group's. */
export function writeScaleFiles(input: HomeserverConfigInput, group: GroupInput): void {
    const { files, scale, roles } = group;
    writeAgencySecrets(files);
    mkdirSync(scale.nginxDir, { recursive: true, mode: 0o700 });
    ensureSecret(scale.replicationSecretFile);
    writeFileAtomic(files.configFile, stringify(scaleConfig(input, scale)));
    writeFileAtomic(files.logConfigFile, stringify(logConfig(files.logFile)));
    for (const role of roles) {
        writeFileAtomic(scale.workerFile(role.name), stringify(workerConfig(role, scale)));
        const log = stringify(logConfig(scale.workerLogFile(role.name)));
        writeFileAtomic(scale.workerLogConfigFile(role.name), log);
    }
    const asRoot = process.getuid?.() === 0;
    const { serverName } = input.agency;
    const listen = { client: `127.0.0.1:${input.ports.client}`, federation: `127.0.0.1:${input.ports.federation}` };
    const nginx = nginxConfig({ serverName, listen, clientTls: false, files, scale, roles, maxUploadBytes, asRoot });
    writeFileAtomic(scale.nginxFile, nginx);
    writeFileAtomic(scale.groupFile, JSON.stringify(groupFile(group), null, 2));
}

/** As `max_upload_size` in the shared configuration, and some for the headers of a form. */
export const maxUploadBytes = 101 * 1024 * 1024;
