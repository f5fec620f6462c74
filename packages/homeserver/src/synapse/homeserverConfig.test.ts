import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { demoStack } from "../description/demoStack.ts";
import { stackLayout } from "../stack/layout.ts";
import { bcryptRounds, type HomeserverConfigInput, homeserverConfig } from "./homeserverConfig.ts";
import { logConfig } from "./logConfig.ts";

const agency = demoStack.agencies[0]!;
const input: HomeserverConfigInput = {
    kind: "production",
    agency,
    serverNames: ["mfa.example", "mod.example"],
    ports: { client: 18_001, admin: 18_002, federation: 18_003, proxy: 18_004 },
    files: stackLayout("/data").agency("mfa"),
    caFile: "/data/tls/ca.pem",
};
const config = homeserverConfig(input);

describe("homeserverConfig", () => {
    it("hashes passwords cheaply for throw-away stacks only", () => {
        expect(bcryptRounds("production")).toBe(12);
        expect(config.bcrypt_rounds).toBe(12);
        expect(homeserverConfig({ ...input, kind: "demo" }).bcrypt_rounds).toBe(4);
    });

    it("federates with the named servers only, over checked TLS", () => {
        expect(config).toMatchObject({
            federation_domain_whitelist: ["mfa.example", "mod.example"],
            federation_custom_ca_list: ["/data/tls/ca.pem"],
            https_proxy: "http://127.0.0.1:18004",
            trusted_key_servers: [],
        });
        expect(config).not.toHaveProperty("federation_verify_certificates", false);
        expect(config).not.toHaveProperty("federation_certificate_verification_whitelist");
    });

    it("listens on loopback only, and clear of TLS only for clients", () => {
        const listeners = config.listeners as {
            bind_addresses: string[];
            tls: boolean;
            resources: { names: string[] }[];
        }[];
        for (const listener of listeners) {
            expect(listener.bind_addresses).toEqual(["127.0.0.1"]);
            const federates = listener.resources.some(({ names }) => names.includes("federation"));
            expect(listener.tls).toBe(federates);
        }
    });

    it("lets people in by their agency's OpenID provider where one is named, and makes no accounts by it", () => {
        expect(config).not.toHaveProperty("oidc_providers");
        const oidc = {
            ...{ name: "Ministry card", issuer: "https://id.mfa.example/", clientId: "valise", claim: "uid" },
            clientSecretFile: "/etc/valise/homeserver/secrets/oidc",
        };
        const [provider] = homeserverConfig({ ...input, agency: { ...agency, oidc } }).oidc_providers as object[];
        expect(provider).toMatchObject({
            ...{ issuer: oidc.issuer, client_secret_path: oidc.clientSecretFile, idp_name: "Ministry card" },
            ...{ enable_registration: false, allow_existing_users: true, backchannel_logout_enabled: true },
            user_mapping_provider: { config: { localpart_template: "{{ user.uid }}" } },
        });
        const templatesOf = (kind: "test" | "production") =>
            homeserverConfig({ ...input, kind, agency: { ...agency, oidc } }).templates;
        expect(templatesOf("production")).toEqual({ custom_template_directory: "/opt/valise/python/templates" });
        expect(config).not.toHaveProperty("templates");
        // TLS to the provider is given up for a test on this machine alone.
        const checked = (kind: "test" | "production", issuer: string) =>
            "skip_verification" in
            (
                homeserverConfig({ ...input, kind, agency: { ...agency, oidc: { ...oidc, issuer } } })
                    .oidc_providers as object[]
            )[0]!;
        expect(checked("test", "http://127.0.0.1:1/")).toBe(true);
        expect(checked("production", "http://127.0.0.1:1/")).toBe(false);
        expect(checked("test", "http://127.0.0.1.evil.example/")).toBe(false);
    });

    it("takes the admin API off the public listener", () => {
        const listeners = config.listeners as { port: number; additional_resources?: Record<string, unknown> }[];
        const open = listeners.find(({ port }) => port === 18_001);
        expect(open?.additional_resources).toEqual({
            "/_synapse/admin": { module: "valise_synapse.AdminApiOff", config: {} },
        });
    });

    it("keeps every door shut that a crisis does not need", () => {
        expect(config).toMatchObject({
            enable_registration: false,
            allow_guest_access: false,
            url_preview_enabled: false,
            presence: { enabled: false },
            enable_set_displayname: false,
            allow_public_rooms_over_federation: false,
            report_stats: false,
            encryption_enabled_by_default_for_room_type: "all",
            default_room_version: "12",
            room_prejoin_state: { additional_event_types: ["org.valise.charter"] },
            alias_creation_rules: [
                { user_id: "@steward:*", alias: "#org.valise.provisioning:*", room_id: "*", action: "allow" },
            ],
        });
    });

    it("lets a crisis through: retries within seconds, and no limit that a duty officer meets", () => {
        expect(config).toMatchObject({
            federation: { destination_min_retry_interval: "2s", destination_max_retry_interval: "10s" },
        });
        const rates = config as unknown as Record<string, Record<string, { per_second: number; burst_count: number }>>;
        expect(rates.rc_login?.address?.burst_count).toBeGreaterThanOrEqual(100);
        expect(rates.rc_joins?.remote?.per_second).toBeGreaterThanOrEqual(10);
        expect(rates.rc_invites?.per_user?.burst_count).toBeGreaterThanOrEqual(50);
        // Guessing a password stays slow.
        expect(rates.rc_login?.failed_attempts?.per_second).toBeLessThan(0.2);
    });

    it("names secrets by file and survives YAML", () => {
        const text = stringify(config);
        expect(parse(text)).toEqual(JSON.parse(JSON.stringify(config)));
        expect(Object.keys(config)).not.toContain("registration_shared_secret");
        expect(config.registration_shared_secret_path).toBe("/data/agencies/mfa/secrets/registration");
    });
});

it("the log holds no request line, which could carry a token", () => {
    expect(logConfig("/data/x.log")).toMatchObject({ loggers: { "synapse.access": { level: "WARNING" } } });
});
