import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { stringify } from "yaml";
import { ensureSecret, readTextIfPresent, writeFileAtomic } from "../process/files.ts";
import type { AgencyLayout } from "../stack/layout.ts";
import { type HomeserverConfigInput, homeserverConfig } from "./homeserverConfig.ts";
import { logConfig } from "./logConfig.ts";

/** Writes one agency's folder: configuration anew each time, secrets and the signing key only when missing. */
export function writeAgencyFiles(input: HomeserverConfigInput): void {
    const { files } = input;
    writeAgencySecrets(files);
    writeFileAtomic(files.configFile, stringify(homeserverConfig(input)));
    writeFileAtomic(files.logConfigFile, stringify(logConfig(files.logFile)));
}

/** The folder with what is made once and never again: secrets and the signing key. */
export function writeAgencySecrets(files: AgencyLayout): void {
    mkdirSync(files.dir, { recursive: true, mode: 0o700 });
    mkdirSync(files.mediaDir, { recursive: true, mode: 0o700 });
    for (const path of [files.registrationSecretFile, files.macaroonSecretFile, files.formSecretFile])
        ensureSecret(path);
    ensureSigningKey(files.signingKeyFile);
}

/** A seed of 32 random bytes in Synapse's file format (`ed25519 NAME UNPADDED-BASE64`); Synapse derives the key. */
function ensureSigningKey(path: string): void {
    if (readTextIfPresent(path)?.startsWith("ed25519 ")) return;
    const seed = randomBytes(32).toString("base64").replace(/=+$/, "");
    writeFileAtomic(path, `ed25519 a_${randomBytes(2).toString("hex")} ${seed}\n`);
}
