import { describe, expect, it } from "vitest";
import { demoStack } from "../description/demoStack.ts";
import { stackLayout } from "../stack/layout.ts";
import { homeserverConfig } from "../synapse/homeserverConfig.ts";
import { groupFile } from "./groupFile.ts";
import { nginxConfig } from "./nginxConfig.ts";
import { scaleConfig, workerConfig } from "./scaleConfig.ts";
import { scaleFiles } from "./scaleFiles.ts";
import { workerRoles } from "./workers.ts";

const agency = demoStack.agencies[0]!;
const files = stackLayout("/data").agency("mfa");
const scale = scaleFiles(files);
const ports = { client: 18_001, admin: 18_002, federation: 18_003, proxy: 18_004 };
const input = { kind: "production", agency, serverNames: ["mfa.example"], ports, files, caFile: "/ca.pem" } as const;
const config = scaleConfig(input, scale);
const nginx = nginxConfig({
    serverName: "mfa.example",
    listen: { client: "127.0.0.1:18001", federation: "127.0.0.1:18003" },
    clientTls: false,
    files,
    scale,
    roles: workerRoles,
    maxUploadBytes: 1,
    asRoot: false,
});

describe("the scaled-out homeserver", () => {
    it("keeps every setting that is not about storing and listening", () => {
        const embedded = homeserverConfig(input);
        const changed = new Set(["listeners", "database", "caches", "event_cache_size", "enable_media_repo"]);
        for (const [name, value] of Object.entries(embedded))
            if (!changed.has(name)) expect(config[name], name).toEqual(value);
    });

    it("writes events, sends to partners and keeps files outside the main process, each in a worker that exists", () => {
        const names = workerRoles.map(({ name }) => name);
        expect(config).toMatchObject({ database: { name: "psycopg2" }, enable_media_repo: false });
        const { events } = config.stream_writers as { events: string[] };
        const senders = config.federation_sender_instances as string[];
        expect([...events, ...senders, config.media_instance_running_background_jobs]).toEqual(
            expect.arrayContaining(["events1", "fedsend1", "media1"]),
        );
        for (const name of [...events, ...senders]) expect(names).toContain(name);
        const media = workerRoles.find(({ name }) => name === "media1");
        expect(workerConfig(media!, scale)).toMatchObject({ worker_name: "media1", enable_media_repo: true });
    });

    it("names secrets by file, and reaches every process by a socket that is the stack's own", () => {
        expect(config).not.toHaveProperty("worker_replication_secret");
        expect(config.worker_replication_secret_path).toBe("/data/agencies/mfa/secrets/replication");
        const listeners = config.listeners as { path?: string; bind_addresses?: string[] }[];
        for (const { path, bind_addresses } of listeners)
            expect(
                path?.startsWith(scale.socketDir) ?? bind_addresses?.every((address) => address === "127.0.0.1"),
            ).toBe(true);
    });

    it("lets no path of the admin API through, logs no request line, and sends each path to one worker", () => {
        expect(nginx).toContain("location /_synapse/admin { return 404; }");
        expect(nginx).toContain("access_log off");
        for (const { name, clientPaths } of workerRoles)
            for (const path of clientPaths)
                expect(nginx).toContain(`location ~ ${path} { proxy_pass http://${name}; }`);
        // Partners' files before all else of partners.
        const [media, rest] = ["federation/v1/media/", "federation/(v1|v2)/"].map((path) => nginx.indexOf(path));
        expect(media).toBeLessThan(rest ?? 0);
    });

    it("starts what others need before them", () => {
        const programs = { postgresBin: "/pg", redis: "/redis-server", nginx: "/nginx" };
        const runtime = { python: "/venv/bin/python", pythonDir: "/python" };
        const group = groupFile({ runtime, programs, files, scale, roles: workerRoles, dataDir: "/data" });
        const order = group.stages.map((stage) => stage.map(({ name }) => name));
        const workers = workerRoles.map(({ name }) => name);
        expect(order).toEqual([["postgres", "redis"], ["main"], workers, ["nginx"]]);
    });

    it("finds a shorter folder for its sockets where the data folder's name is too long for them", () => {
        const far = scaleFiles(stackLayout(`/${"x".repeat(120)}`).agency("mfa"));
        expect(far.socket("events1.replication").length).toBeLessThan(108);
        expect(scale.socketDir).toBe("/data/agencies/mfa/run");
    });
});
