import { describe, expect, it } from "vitest";
import { demoStack } from "./demoStack.ts";
import { parseStackDescription } from "./stackDescription.ts";

const agency = { id: "mfa", serverName: "mfa.example", name: "Foreign Ministry" };

describe("parseStackDescription", () => {
    it("takes the demo as it is", () => {
        expect(parseStackDescription(JSON.parse(JSON.stringify(demoStack)))).toEqual({ ok: true, value: demoStack });
    });

    it.each([
        ["an unknown field", { kind: "demo", agencies: [agency], extra: 1 }, ""],
        ["an unknown kind", { kind: "toy", agencies: [agency] }, "kind"],
        ["no agency", { kind: "demo", agencies: [] }, "agencies"],
        ["the same id twice", { kind: "demo", agencies: [agency, { ...agency, serverName: "b.example" }] }, ""],
        ["the same server name twice", { kind: "demo", agencies: [agency, { ...agency, id: "b" }] }, ""],
        ["an id that leaves the folder", { kind: "demo", agencies: [{ ...agency, id: "../x" }] }, "agencies.0.id"],
        [
            "a port in a server name",
            { kind: "demo", agencies: [{ ...agency, serverName: "a.example:1" }] },
            "agencies.0",
        ],
        [
            "an upper-case local part",
            { kind: "demo", agencies: [{ ...agency, users: [{ localpart: "Claire", displayName: "C" }] }] },
            "agencies.0.users.0.localpart",
        ],
    ])("refuses %s and says where", (_what, input, path) => {
        const parsed = parseStackDescription(input);
        expect(parsed).toMatchObject({ ok: false, error: { kind: "description-invalid" } });
        if (!parsed.ok && parsed.error.kind === "description-invalid") expect(parsed.error.path).toContain(path);
    });
});

it("no demo person is named twice, and only the steward has no duty", () => {
    const ids = demoStack.agencies.flatMap((a) => a.users.map((u) => `${u.localpart}:${a.serverName}`));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { users } of demoStack.agencies) expect(users.every((user) => user.roles.length > 0)).toBe(true);
});
