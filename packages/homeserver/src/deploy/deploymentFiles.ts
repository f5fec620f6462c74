import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "@valise/base";
import { stringify } from "yaml";
import type { StackDescription } from "../description/stackDescription.ts";
import type { StackError } from "../errors.ts";
import { nginxConfig } from "../scale/nginxConfig.ts";
import { scaleConfig, workerConfig } from "../scale/scaleConfig.ts";
import { workerRoles } from "../scale/workers.ts";
import { maxUploadBytes } from "../scale/writeScaleFiles.ts";
import type { ServerLimits } from "../synapse/limitSettings.ts";
import { logConfig } from "../synapse/logConfig.ts";
import { composeFile } from "./composeFile.ts";
import { systemdUnits } from "./systemdUnits.ts";
import { systemFiles, systemScaleFiles } from "./systemLayout.ts";

export interface DeploymentInput {
    readonly description: StackDescription;
    /** Whose homeserver it is. */
    readonly agencyId: string;
    /** Where clients reach it, e.g. `matrix.mfa.example`. */
    readonly clientHost: string;
    /** A policy server stands beside it (`valise policy serve`). */
    readonly policy?: boolean;
    /** Servers that may be spoken to besides this one; all of the description where it is not said. */
    readonly allow?: readonly string[] | undefined;
    readonly limits?: ServerLimits | undefined;
}

const ADMIN_PORT = 8009;
const POLICY_URL = "http://127.0.0.1:8010";
/** Of the main process; the workers follow in their order. */
const METRICS_PORT = 9101;
const pythonDir = fileURLToPath(new URL("../../python", import.meta.url));
const signInPages = [
    ...["_base", "sso_error", "sso_account_deactivated", "sso_redirect_confirm"],
    ...["sso_auth_confirm", "sso_auth_success", "sso_auth_bad_user"],
].map((name) => `${name}.html`);
const ours = (name: string): string => readFileSync(`${pythonDir}/${name}`, "utf8");

/**
 * Everything an agency's own machine needs for a scaled-out homeserver, by path below the output folder: the same settings
 * that the embedded stack runs, systemd units, and a Compose file. No secret is in it: the files that hold one are named.
 */
export function deploymentFiles(input: DeploymentInput): Result<ReadonlyMap<string, string>, StackError> {
    const { description, agencyId, clientHost, policy = false } = input;
    const agency = description.agencies.find(({ id }) => id === agencyId);
    if (agency === undefined)
        return err({ kind: "description-invalid", path: "agencies", reason: `no agency is called ${agencyId}` });
    const serverNames = [
        ...new Set([agency.serverName, ...(input.allow ?? description.agencies.map(({ serverName }) => serverName))]),
    ];
    const ports = { client: 443, admin: ADMIN_PORT, federation: 8448, proxy: 0 };
    const server = { kind: "production" as const, agency, serverNames, ports, files: systemFiles, caFile: null };
    const config = {
        ...{ ...server, publicUrl: `https://${clientHost}/` },
        policyUrl: policy ? POLICY_URL : undefined,
        limits: input.limits,
    };
    const names = workerRoles.map(({ name }) => name);
    const version = /^matrix-synapse==(.+)$/m.exec(ours("requirements.in"))?.[1] ?? "latest";
    const files = new Map<string, string>([
        ["homeserver/homeserver.yaml", stringify(measured(scaleConfig(config, systemScaleFiles), METRICS_PORT))],
        ["homeserver/log.yaml", stringify(logConfig(systemFiles.logFile))],
        ["homeserver/nginx.conf", nginxOf(agency.serverName)],
        ["compose.yaml", composeFile(names, version)],
        ["python/valise_synapse.py", ours("valise_synapse.py")],
        ["python/valise_policy.py", ours("valise_policy.py")],
        ...signInPages.map((name) => [`python/templates/${name}`, ours(`templates/${name}`)] as const),
        ["python/requirements.txt", ours("requirements.txt")],
        ["python/requirements-scale.txt", ours("requirements-scale.txt")],
    ]);
    for (const [at, role] of workerRoles.entries()) {
        const own = measured(workerConfig(role, systemScaleFiles), METRICS_PORT + 1 + at);
        files.set(`homeserver/${role.name}.yaml`, stringify(own));
        const log = stringify(logConfig(systemScaleFiles.workerLogFile(role.name)));
        files.set(`homeserver/${role.name}.log.yaml`, log);
    }
    for (const [name, unit] of systemdUnits(names)) files.set(`systemd/${name}`, unit);
    return ok(files);
}

/** With a listener for Prometheus on loopback: `worker_listeners` in a worker's file, `listeners` in the main one. */
function measured(config: Record<string, unknown>, port: number): Record<string, unknown> {
    const key = "worker_listeners" in config ? "worker_listeners" : "listeners";
    const metrics = { type: "metrics", port, bind_addresses: ["127.0.0.1"] };
    return { ...config, enable_metrics: true, [key]: [...(config[key] as readonly unknown[]), metrics] };
}

const nginxOf = (serverName: string): string =>
    nginxConfig({
        serverName,
        listen: { client: "443", federation: "8448" },
        clientTls: true,
        files: systemFiles,
        scale: systemScaleFiles,
        roles: workerRoles,
        maxUploadBytes,
        asRoot: false,
    });
