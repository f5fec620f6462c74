import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { demoStack } from "../description/demoStack.ts";
import { workerRoles } from "../scale/workers.ts";
import { deploymentFiles } from "./deploymentFiles.ts";

const description = { ...demoStack, kind: "production" as const };
const files = unwrap(deploymentFiles({ description, agencyId: "mfa", clientHost: "matrix.mfa.example" }));
const text = (path: string) => files.get(path) ?? "";
const names = workerRoles.map(({ name }) => name);

describe("the files of a deployment", () => {
    it("hash passwords at Synapse's own cost, whatever the description is called", () => {
        for (const kind of ["demo", "test", "production"] as const) {
            const made = unwrap(
                deploymentFiles({ description: { ...demoStack, kind }, agencyId: "mfa", clientHost: "m.example" }),
            );
            expect(parse(made.get("homeserver/homeserver.yaml") ?? "").bcrypt_rounds).toBe(12);
        }
    });

    it("speak to named partners directly, over TLS that the system's authorities vouch for", () => {
        const config = parse(text("homeserver/homeserver.yaml"));
        expect(config).toMatchObject({
            server_name: "mfa.example",
            public_baseurl: "https://matrix.mfa.example/",
            federation_domain_whitelist: ["mfa.example", "mod.example", "intel.example"],
            enable_registration: false,
        });
        for (const name of ["https_proxy", "http_proxy", "ip_range_blacklist", "federation_custom_ca_list"])
            expect(config).not.toHaveProperty(name);
    });

    it("hold no secret, and name the files that do", () => {
        const all = [...files.values()].join("\n");
        expect(all).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY|registration_shared_secret:|password:/);
        expect(parse(text("homeserver/homeserver.yaml")).macaroon_secret_key_path).toMatch(/^\/etc\/valise\//);
    });

    it("start every worker, in units and in containers", () => {
        const { services } = parse(text("compose.yaml"));
        for (const name of names) {
            expect(text("systemd/valise.target")).toContain(`valise-worker@${name}.service`);
            expect(services).toHaveProperty(name);
            expect(parse(text(`homeserver/${name}.yaml`)).worker_name).toBe(name);
        }
        expect(text("systemd/valise-main.service")).toContain("NoNewPrivileges=yes");
    });

    it("serve clients and partners over TLS, and the admin API to neither", () => {
        const nginx = text("homeserver/nginx.conf");
        expect(nginx).toContain("listen 443 ssl;");
        expect(nginx).toContain("listen 8448 ssl;");
        expect(nginx.match(/return 404/g)?.length).toBeGreaterThanOrEqual(3);
    });

    it("ask a policy server where one stands beside them, and else none", () => {
        const modules = (made: typeof files) => parse(made.get("homeserver/homeserver.yaml") ?? "").modules;
        const asked = unwrap(
            deploymentFiles({ description, agencyId: "mfa", clientHost: "matrix.mfa.example", policy: true }),
        );
        expect(modules(asked)).toContainEqual({
            module: "valise_policy.PolicyServer",
            config: { url: "http://127.0.0.1:8010/judge" },
        });
        expect(JSON.stringify(modules(files))).not.toContain("valise_policy");
    });

    it("take partners and limits of a manifest; guessing at passwords stays slow", () => {
        const limits = { signIns: { perSecond: 40, burst: 400 }, joins: { perSecond: 9, burst: 90 } };
        const made = unwrap(
            deploymentFiles({
                ...{ description, agencyId: "mfa", clientHost: "matrix.mfa.example", limits },
                allow: ["mod.example", "partner.example"],
            }),
        );
        const config = parse(made.get("homeserver/homeserver.yaml") ?? "");
        expect(config.federation_domain_whitelist).toEqual(["mfa.example", "mod.example", "partner.example"]);
        expect(config.rc_login.address).toEqual({ per_second: 40, burst_count: 400 });
        expect(config.rc_joins.remote).toEqual({ per_second: 9, burst_count: 90 });
        const shipped = parse(text("homeserver/homeserver.yaml"));
        expect(config.rc_login.failed_attempts).toEqual(shipped.rc_login.failed_attempts);
        expect([config.rc_message, config.rc_invites]).toEqual([shipped.rc_message, shipped.rc_invites]);
    });

    it("refuse an agency that the description does not have", () => {
        expect(deploymentFiles({ description, agencyId: "nobody", clientHost: "x" })).toMatchObject({
            error: { kind: "description-invalid" },
        });
    });
});
