import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { homeserverOrigins, parseConfig, reachableOrigins } from "./parseConfig.ts";

const agency = { id: "mfa", name: "Foreign Ministry", serverName: "mfa.example", clientUrl: "https://localhost:8448" };
const parse = (value: unknown) => parseConfig(JSON.stringify(value));

describe("parseConfig", () => {
    it("reads agencies, the CA and the service desk", () => {
        const config = unwrap(
            parse({ version: 1, agencies: [agency], caFile: "/etc/valise/ca.pem", serviceDesk: "+49 30 0000" }),
        );
        expect(homeserverOrigins(config)).toEqual(["https://localhost:8448"]);
    });

    it("takes plain http for a homeserver on this machine only", () => {
        const withUrl = (clientUrl: string) => parse({ version: 1, agencies: [{ ...agency, clientUrl }] }).ok;
        expect(withUrl("http://127.0.0.1:8008")).toBe(true);
        expect(withUrl("http://127.0.0.1.evil.example:8008")).toBe(false);
        expect(withUrl("http://10.0.0.1:8008")).toBe(false);
    });

    it("lets an administrator's machine reach the admin API, by the same rules", () => {
        const withAdmin = (adminUrl: string) => parse({ version: 1, agencies: [{ ...agency, adminUrl }] });
        const reached = homeserverOrigins(unwrap(withAdmin("http://127.0.0.1:8009")));
        expect(reached).toEqual(["https://localhost:8448", "http://127.0.0.1:8009"]);
        expect(withAdmin("http://10.0.0.1:8009").ok).toBe(false);
        expect(withAdmin("https://localhost/admin").ok).toBe(false);
    });

    it("lets the page reach the demonstration's exercise on this machine, where one is configured", () => {
        const exerciseUrl = `http://127.0.0.1:8080/${"s".repeat(32)}`;
        const withUrl = (url: string) => parse({ version: 1, agencies: [agency], exerciseUrl: url });
        expect(reachableOrigins(unwrap(withUrl(exerciseUrl)))).toEqual([
            "https://localhost:8448",
            "http://127.0.0.1:8080",
        ]);
        expect(reachableOrigins(unwrap(parse({ version: 1, agencies: [agency] })))).toEqual(["https://localhost:8448"]);
        for (const other of [
            exerciseUrl.replace("127.0.0.1", "evil.example"),
            `${exerciseUrl}/x`,
            "http://127.0.0.1:80",
        ])
            expect(withUrl(other)).toMatchObject({ ok: false, error: { where: "exerciseUrl" } });
    });

    it.each([
        [{ version: 2, agencies: [agency] }, "version"],
        [{ version: 1, agencies: [] }, "agencies"],
        [{ version: 1 }, "agencies"],
        [{ version: 1, agencies: [agency], caFile: "ca.pem" }, "caFile"],
        [{ version: 1, agencies: [agency], gateway: { command: ["gateway"] } }, "gateway.command[0]"],
        [{ version: 1, agencies: [agency], gateway: { command: ["/bin/true"], timeoutS: 0 } }, "gateway.timeoutS"],
        [{ version: 1, agencies: [agency], insecure: true }, "-"],
        [{ version: 1, agencies: [{ ...agency, trustAll: true }] }, "agencies[0]"],
        [
            { version: 1, agencies: [{ ...agency, clientUrl: "http://matrix.mfa.example:8008" }] },
            "agencies[0].clientUrl",
        ],
        [{ version: 1, agencies: [{ ...agency, clientUrl: "https://u:p@localhost" }] }, "agencies[0].clientUrl"],
        [{ version: 1, agencies: [{ ...agency, clientUrl: "https://localhost/x" }] }, "agencies[0].clientUrl"],
        [{ version: 1, agencies: [{ ...agency, clientUrl: "javascript:1" }] }, "agencies[0].clientUrl"],
    ])("refuses %j and names the place", (value, where) => {
        expect(parse(value)).toMatchObject({ ok: false, error: { kind: "invalid", where } });
    });

    it("refuses what is no JSON", () => {
        expect(parseConfig("{")).toEqual({ ok: false, error: { kind: "not-json" } });
    });
});
