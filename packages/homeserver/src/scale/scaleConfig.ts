import { type HomeserverConfigInput, homeserverConfig } from "../synapse/homeserverConfig.ts";
import type { ScaleFiles } from "./scaleFiles.ts";
import type { WorkerRole } from "./workers.ts";

/** The main process's `homeserver.yaml` of a scaled-out homeserver: the same settings, other ways to store and to listen. */
export function scaleConfig(input: HomeserverConfigInput, scale: ScaleFiles): Record<string, unknown> {
    const { ports } = input;
    const { event_cache_size: _small, caches: _thrifty, ...settings } = homeserverConfig(input);
    return {
        ...settings,
        listeners: [
            unixListener(scale.socket("main"), ["client", "federation"]),
            unixListener(scale.socket("main.replication"), ["replication"]),
            {
                type: "http",
                bind_addresses: ["127.0.0.1"],
                port: ports.admin,
                tls: false,
                resources: [{ names: ["client"], compress: false }],
            },
        ],
        database: {
            name: "psycopg2",
            args: { host: scale.socketDir, user: "synapse", dbname: "synapse", cp_min: 2, cp_max: 8 },
        },
        redis: { enabled: true, path: scale.socket("redis") },
        worker_replication_secret_path: scale.replicationSecretFile,
        instance_map: {
            main: { path: scale.socket("main.replication") },
            events1: { path: scale.socket("events1.replication") },
        },
        stream_writers: { events: ["events1"] },
        federation_sender_instances: ["fedsend1"],
        enable_media_repo: false,
        media_instance_running_background_jobs: "media1",
        caches: { global_factor: 1, expire_caches: true, cache_entry_ttl: "30m", sync_response_cache_duration: "30s" },
    };
}

/** One worker's own file, read after the shared one. */
export function workerConfig(role: WorkerRole, scale: ScaleFiles): Record<string, unknown> {
    return {
        worker_app: "synapse.app.generic_worker",
        worker_name: role.name,
        worker_log_config: scale.workerLogConfigFile(role.name),
        worker_listeners: [
            // Every worker has one, so that its health can be asked.
            unixListener(scale.socket(role.name), role.resources),
            ...(role.takesReplication ? [unixListener(scale.socket(`${role.name}.replication`), ["replication"])] : []),
        ],
        ...role.settings,
    };
}

function unixListener(path: string, names: readonly string[]): Record<string, unknown> {
    const resources = [{ names: names.length > 0 ? [...names] : ["health"], compress: false }];
    return { type: "http", path, mode: 0o660, x_forwarded: true, resources };
}
