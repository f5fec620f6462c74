import type { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { err, ok, type Result } from "@valise/base";
import { parseManagedCas } from "../security/judgeCertificate.ts";
import { type Config, type ConfigFault, parseConfig } from "./parseConfig.ts";

export const managedConfigFile = "/etc/valise/config.json";

export interface LoadedConfig {
    readonly config: Config;
    readonly managedCas: readonly X509Certificate[];
}
export type LoadFailure =
    | { readonly kind: "no-config" }
    | { readonly kind: "unreadable"; readonly file: string }
    | { readonly kind: "ca-refused"; readonly file: string }
    | (ConfigFault & { readonly file: string });

export interface ConfigSources {
    readonly isPackaged: boolean;
    readonly managedFile: string;
    readonly fromArguments: string | null;
    readonly fromEnvironment: string | null;
}

/**
 * Which file configures this run: in an installed app the administrator's file alone, once there is one; otherwise
 * `--config`, while developing also VALISE_CONFIG, and then the administrator's.
 */
export function chooseConfigFile(sources: ConfigSources, exists = existsSync): string | null {
    const managed = exists(sources.managedFile) ? sources.managedFile : null;
    if (sources.isPackaged) return managed ?? sources.fromArguments;
    return sources.fromArguments ?? sources.fromEnvironment ?? managed;
}

/** Reads the configuration and the CA it names. Runs before the window, so that a fault is told at once. */
export function loadConfig(sources: ConfigSources): Result<LoadedConfig, LoadFailure> {
    const file = chooseConfigFile(sources);
    if (file === null) return err({ kind: "no-config" });
    const text = readText(file);
    if (text === null) return err({ kind: "unreadable", file });
    const parsed = parseConfig(text);
    if (!parsed.ok) return err({ ...parsed.error, file });
    const { caFile } = parsed.value;
    if (caFile === undefined) return ok({ config: parsed.value, managedCas: [] });
    const managedCas = parseManagedCas(readText(caFile) ?? "");
    return managedCas === null ? err({ kind: "ca-refused", file: caFile }) : ok({ config: parsed.value, managedCas });
}

function readText(file: string): string | null {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return null;
    }
}
