import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RegisterEvent } from "@valise/clearance/desk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../testing/runProgram.ts";
import { createClearanceTools } from "./clearanceTools.ts";
import { openRegisterFile } from "./registerFile.ts";

let dir: string;
const at = (name: string) => join(dir, name);
const MFA = "urn:valise:agency:mfa";
const LIST = "urn:valise:sl:mfa:1";
const anna = "@anna:mfa.example";

async function done(...args: string[]) {
    const { data, failure } = await runProgram(args);
    expect(failure, failure?.code).toBeNull();
    return data as Record<string, unknown>;
}
const refused = async (...args: string[]) => {
    const { failure } = await runProgram(args);
    return [failure?.code, failure?.exitCode];
};
const passphrase = () => ["--passphrase-file", at("passphrase")];

beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "valise-trust-"));
    writeFileSync(at("passphrase"), "correct horse battery staple\n");
    for (const [kind, name] of [
        ["community", "a"],
        ["community", "b"],
        ["root", "root"],
        ["status", "status"],
        ["officer", "officer"],
    ] as const) {
        await done("trust", "init", "--kind", kind, "--name", name, "--out", at(`${name}.key.json`), ...passphrase());
    }
    const draft = {
        ...{
            community: "urn:valise:community:test",
            communityKeys: ["a.key.json", "b.key.json"],
            threshold: 2,
            days: 60,
            deviceOnly: ["FR/S"],
            preApproved: { FR: ["lvl:DR", "cat:REL.FRA"] },
        },
        agencies: [
            {
                ...{ id: MFA, name: "Foreign Ministry", servers: ["mfa.example"], rootKeys: ["root.key.json"] },
                ...{ statusKeys: ["status.key.json"], statusLists: [LIST], maxLevels: ["FR/S", "EU/S"] },
                ...{ rootDays: 3650, crisis: true },
            },
        ],
    };
    writeFileSync(at("draft.json"), JSON.stringify(draft));
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("the chain of trust, from the command line", () => {
    it("makes keys that only their owner reads, and writes over none", async () => {
        expect(statSync(at("root.key.json")).mode & 0o777).toBe(0o600);
        const again = ["trust", "init", "--kind", "root", "--name", "x", "--out", at("root.key.json"), ...passphrase()];
        expect(await refused(...again)).toEqual(["file-exists", 2]);
        writeFileSync(at("short"), "short");
        const short = [
            "trust",
            "init",
            "--kind",
            "root",
            "--name",
            "x",
            "--out",
            at("x"),
            "--passphrase-file",
            at("short"),
        ];
        expect(await refused(...short)).toEqual(["passphrase-short", 2]);
    });

    it("builds a bundle that counts only with enough signatures", async () => {
        const draft = ["--draft", at("draft.json"), "--key-file", at("a.key.json"), ...passphrase()];
        const first = await done("trust", "bundle", ...draft, "--out", at("half.json"));
        expect(first).toMatchObject({ seq: 1, trust: { threshold: 2, floorSeq: 1 } });
        writeFileSync(at("trust.json"), JSON.stringify(first.trust));
        const verify = (bundle: string) => ["trust", "verify", "--bundle", at(bundle), "--trust", at("trust.json")];
        expect(await refused(...verify("half.json"))).toEqual(["TRUST_THRESHOLD", 3]);
        const more = ["--countersign", at("half.json"), "--key-file", at("b.key.json"), ...passphrase()];
        await done("trust", "bundle", ...more, "--out", at("bundle.json"));
        expect(await done(...verify("bundle.json"))).toMatchObject({ ok: true, seq: 1 });
        const next = ["--draft", at("draft.json"), "--previous", at("bundle.json"), "--key-file", at("a.key.json")];
        expect(await done("trust", "bundle", ...next, ...passphrase(), "--out", at("next.json"))).toMatchObject({
            seq: 2,
        });
        const shown = await done("trust", "show", "--bundle", at("bundle.json"));
        const policy = "urn:valise:policy:fr:1";
        expect(shown).toMatchObject({
            agencies: [{ id: MFA, maxLevels: { [policy]: "S" } }],
            rules: [{ policy, deviceOnly: "S", preApproved: ["lvl:DR", "cat:REL.FRA"] }],
        });
        const wrong = { ...JSON.parse(readFileSync(at("draft.json"), "utf8")), preApproved: { XX: ["lvl:DR"] } };
        writeFileSync(at("wrong.json"), JSON.stringify(wrong));
        const built = ["--draft", at("wrong.json"), "--key-file", at("a.key.json"), ...passphrase()];
        expect(await refused("trust", "bundle", ...built, "--out", at("x.json"))).toEqual(["bad-usage", 2]);
    });

    it("certifies an officer, whom the bundle then bears out", async () => {
        const grant = ["--max-level", "FR/S", "--categories", "REL=FRA,DEU", "--roles", "CRISIS", "CHARTER"];
        const whom = ["--officer", "officer-7", "--agency", MFA, "--servers", "mfa.example", "--status-list", LIST];
        const keys = ["--root-key", at("root.key.json"), "--officer-key", at("officer.key.json"), ...passphrase()];
        await done("trust", "certify", ...keys, ...whom, ...grant, "--out", at("delegation.jwt"));
        const verify = ["trust", "verify", "--bundle", at("bundle.json"), "--trust", at("trust.json")];
        const officer = ["--delegation", at("delegation.jwt"), "--officer-key", at("officer.key.json")];
        expect(await done(...verify, ...officer)).toMatchObject({
            officer: { officer: "officer-7", agency: MFA, levels: expect.arrayContaining(["NP", "DR", "S"]) },
        });
        const other = ["trust", "certify", ...keys, ...whom, "--max-level", "FR/XX", "--out", at("x")];
        expect(await refused(...other)).toEqual(["bad-usage", 2]);
        const wrong = keys.map((each) => (each === at("root.key.json") ? at("status.key.json") : each));
        expect(await refused("trust", "certify", ...wrong, ...whom, ...grant, "--out", at("x"))).toEqual([
            "bad-usage",
            2,
        ]);
    });

    it("keeps an officer's acts in a chain that shows a change", async () => {
        const tools = await createClearanceTools({});
        const issued: RegisterEvent = {
            ...{
                kind: "issued",
                userId: anna,
                masterKey: "A".repeat(43),
                pol: "urn:valise:policy:fr:1",
                uri: LIST,
                idx: 5,
            },
            ...{
                claims: ["lvl:NP", "lvl:DR", "role:CRISIS"],
                issuedAtS: tools.nowS(),
                expiresAtS: tools.nowS() + 9_000,
            },
            ...{ identity: "checked", isRenewal: false },
        };
        {
            using register = await openRegisterFile(at("register.jsonl"), "officer-7", tools);
            await register.append([issued]);
        }
        const desk = ["--desk", dir, ...passphrase()];
        expect(await done("officer", "suspend", "--user", anna, "--reason", "leave", ...desk)).toMatchObject({
            count: 1,
        });
        expect(await done("officer", "list", "--desk", dir)).toMatchObject([
            { userId: anna, clearance: "FR/DR", roles: ["CRISIS"], status: "suspended", identity: "checked" },
        ]);
        const { head } = await done("officer", "audit", "--desk", dir);
        await done("officer", "revoke", "--user", anna, ...desk);
        expect(await refused("officer", "reinstate", "--user", anna, ...desk)).toEqual(["no-clearance", 1]);
        expect(await done("officer", "revoke", "--index", "77", ...desk)).toMatchObject({
            userId: "index 77",
            count: 1,
        });
        expect(await refused("officer", "revoke", "--index", "70000", ...desk)).toEqual(["bad-usage", 2]);
        expect(await refused("officer", "revoke", "--user", anna, "--index", "7", ...desk)).toEqual(["bad-usage", 2]);
        await done("officer", "audit", "--desk", dir, "--contains", String(head));
        const text = readFileSync(at("register.jsonl"), "utf8");
        writeFileSync(at("register.jsonl"), text.replace('"leave"', '"other"'));
        expect(await refused("officer", "audit", "--desk", dir)).toEqual(["register-chain", 3]);
        expect(await refused("officer", "revoke", "--user", anna, ...desk)).toEqual(["register-chain", 3]);
        writeFileSync(at("register.jsonl"), text.split("\n").slice(0, 1).join("\n").concat("\n"));
        expect(await refused("officer", "audit", "--desk", dir, "--contains", String(head))).toEqual([
            "register-cut",
            3,
        ]);
    });

    it("opens no desk with a wrong passphrase", async () => {
        writeFileSync(at("wrong"), "correct horse battery stable\n");
        const desk = ["--desk", dir, "--passphrase-file", at("wrong")];
        expect(await refused("officer", "revoke", "--user", anna, ...desk)).toEqual(["passphrase-wrong", 3]);
    });

    it("lists what is to be signed, and says where a file or a row cannot be read", async () => {
        const request = {
            id: "r1",
            kind: "template",
            audience: "urn:x",
            payload: { a: 1 },
            role: "DIRECTORY",
            signers: 1,
        };
        const file = { version: 1, requests: [{ ...request, summary: "Evacuation" }], signed: [] };
        writeFileSync(at("signatures.json"), JSON.stringify(file));
        expect(await done("officer", "sign", at("signatures.json"))).toMatchObject([
            { id: "r1", summary: "Evacuation" },
        ]);
        writeFileSync(at("signatures.json"), JSON.stringify({ ...file, version: 2 }));
        const { failure } = await runProgram(["officer", "sign", at("signatures.json")]);
        expect(failure).toMatchObject({ exitCode: 2, values: { at: "version" } });
        writeFileSync(at("rows.csv"), "user,clearance\nanna,FR/S\n");
        const rows = await runProgram(["officer", "issue", "--csv", at("rows.csv"), "--desk", dir, ...passphrase()]);
        expect(rows.failure).toMatchObject({ exitCode: 2, values: { line: 2, column: 1, reason: "user" } });
    });
});
