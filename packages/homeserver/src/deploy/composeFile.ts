import { stringify } from "yaml";
import { systemFiles, systemScaleFiles } from "./systemLayout.ts";

/** The same processes as containers; `synapseVersion` is the one the requirements pin. */
export function composeFile(workerNames: readonly string[], synapseVersion: string): string {
    const volumes = [
        "./homeserver:/etc/valise/homeserver:ro",
        "./python:/opt/valise/python:ro",
        "data:/var/lib/valise",
        "logs:/var/log/valise",
        "sockets:/run/valise",
    ];
    const synapse = (app: string, more: readonly string[], after: Record<string, object>) => ({
        image: `docker.io/matrixdotorg/synapse:v${synapseVersion}`,
        entrypoint: ["python", "-B", "-m", app, "-c", systemFiles.configFile, ...more.flatMap((file) => ["-c", file])],
        environment: { PYTHONPATH: "/opt/valise/python" },
        user: "991:991",
        volumes,
        depends_on: after,
        restart: "unless-stopped",
        read_only: true,
        tmpfs: ["/tmp"],
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
    });
    const healthy = { condition: "service_healthy" };
    const started = { condition: "service_started" };
    const workers = workerNames.map((name) => [
        name,
        synapse("synapse.app.generic_worker", [systemScaleFiles.workerFile(name)], { main: started }),
    ]);
    return stringify({
        services: {
            postgres: {
                image: "docker.io/library/postgres:17",
                command: ["-c", `unix_socket_directories=${systemScaleFiles.socketDir}`, "-c", "listen_addresses="],
                environment: {
                    POSTGRES_USER: "synapse",
                    POSTGRES_DB: "synapse",
                    POSTGRES_INITDB_ARGS: "--encoding=UTF8 --locale=C",
                    // Only processes with the shared socket volume reach it.
                    POSTGRES_HOST_AUTH_METHOD: "trust",
                },
                volumes: ["postgres:/var/lib/postgresql/data", "sockets:/run/valise"],
                healthcheck: {
                    test: ["CMD", "pg_isready", "-h", systemScaleFiles.socketDir, "-U", "synapse"],
                    interval: "5s",
                    retries: 12,
                },
                restart: "unless-stopped",
            },
            redis: {
                image: "docker.io/library/redis:7",
                command: ["--port", "0", "--unixsocket", systemScaleFiles.socket("redis"), "--unixsocketperm", "777"],
                volumes: ["sockets:/run/valise"],
                restart: "unless-stopped",
            },
            main: synapse("synapse.app.homeserver", [], { postgres: healthy, redis: started }),
            ...Object.fromEntries(workers),
            nginx: {
                image: "docker.io/library/nginx:1",
                command: ["nginx", "-c", systemScaleFiles.nginxFile],
                ports: ["443:443", "8448:8448"],
                volumes,
                depends_on: { main: started },
                restart: "unless-stopped",
            },
        },
        volumes: { data: {}, logs: {}, sockets: {}, postgres: {} },
    });
}
