import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { unwrap } from "@valise/base";
import { loadManifest, parseDirectoryCopy } from "@valise/provisioning";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createManifestFolder } from "../src/provisioning/createManifestFolder.ts";
import { type ProgramRun, runProgram } from "../src/testing/runProgram.ts";
import { startDirectoryServer } from "./directoryServer.ts";
import { runValise } from "./runValise.ts";

const SECRET_FILE = "reader-secret";

let server: Awaited<ReturnType<typeof startDirectoryServer>>;
let folder: string;
const at = (name: string) => join(folder, name);

/** A manifest whose people are those of the directory. */
function write(changes: Readonly<Record<string, string>> = {}, more: readonly string[] = []): void {
    const source = {
        url: server.ldaps,
        ca: "ca.pem",
        bind: server.bind,
        base: "ou=people,dc=mfa",
        attributes: "{ clearance: title }",
        groups: '{ desk: "cn=East (desk\\\\2A),ou=groups,dc=mfa" }',
        ...changes,
    };
    const lines = Object.entries(source).flatMap(([name, value]) => (value === "" ? [] : `      ${name}: ${value}\n`));
    writeFileSync(
        at("valise.yaml"),
        `valise: 1
community: crisis
agencies: { mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S } }
groups: { desk: { agency: mfa, members: [] } }
accounts:
  - agency: mfa
    ldap:
${lines.join("")}${more.map((line) => `      ${line}\n`).join("")}rooms:
  desk: { agency: mfa, name: Desk, members: ["group:desk"] }
`,
    );
}

const secretFile = (name: string) => ["--ldap-secret-file", `mfa=${at(name)}`];
const whoIsIn = async (user: string, secret = secretFile(SECRET_FILE)): Promise<ProgramRun> => {
    const ran = await runProgram(["plan", at("valise.yaml"), "--who", `@${user}:mfa.example`, ...secret]);
    expect(JSON.stringify([ran.said, ran.data, ran.failure])).not.toContain(server.secret);
    return ran;
};
const roomsOf = async (user: string) => {
    const { data, failure } = await whoIsIn(user);
    expect(failure).toBeNull();
    return (data as { rooms: { key: string }[] }).rooms.map(({ key }) => key);
};
const refused = async (running: Promise<ProgramRun>) => {
    const { failure, data } = await running;
    expect(data).toBeNull();
    return [failure?.exitCode, failure?.code, failure?.details.line];
};

beforeAll(async () => {
    const many = Array.from({ length: 5000 }, (_, number) => ({ uid: `p${number}`, cn: `Person ${number}` }));
    // Names that would be more than names in a filter, and one that a comma does not end.
    const people = [...many, { uid: "claire", cn: "Morvan, Claire", title: "FR/S" }];
    server = await startDirectoryServer(people, { "East (desk*)": ["claire", "p4999"] });
    folder = mkdtempSync(join(tmpdir(), "valise-directory-"));
    copyFileSync(server.caFile, at("ca.pem"));
    writeFileSync(at(SECRET_FILE), `${server.secret}\n`, { mode: 0o600 });
});
afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

describe("a directory (OpenLDAP) as the source of an agency's people", () => {
    it("is read page by page to its end, with its groups, over TLS and over StartTLS alike", async () => {
        for (const changes of [
            {},
            { url: server.ldap, startTls: "true", pageSize: "333" },
            { membership: "memberOf" },
        ]) {
            write(changes);
            expect([await roomsOf("p4999"), await roomsOf("p4998")]).toEqual([["rooms/desk"], []]);
        }
    });

    it("is asked for nothing that is not meant: filters and names stay what they are", async () => {
        write({ filter: "(uid=claire)" });
        expect([await roomsOf("claire"), await roomsOf("p4999")]).toEqual([["rooms/desk"], []]);
        // As a value it would be everybody; escaped it is a person who is not there.
        write({ filter: "'(uid=\\2a)'" });
        expect(await refused(whoIsIn("claire"))).toEqual([1, "directory-incomplete", 6]);
        write({ filter: "(uid=x)(uid=*)" });
        expect(await refused(whoIsIn("claire"))).toEqual([2, "wrong-value", 14]);
        write({ groups: '{ desk: "cn=*,ou=groups,dc=mfa" }' });
        expect(await refused(whoIsIn("claire"))).toEqual([2, "unknown-reference", 6]);
    });

    it("is not believed without the right certificate, nor read in clear anywhere but here", async () => {
        write({ ca: "" });
        expect(await refused(whoIsIn("claire"))).toEqual([3, "directory-untrusted", 6]);
        write({ url: server.ldap, startTls: "true", ca: "" });
        expect(await refused(whoIsIn("claire"))).toEqual([3, "directory-untrusted", 6]);
        write({ url: server.ldaps.replace("127.0.0.1", "localhost") });
        expect(await refused(whoIsIn("claire"))).toEqual([3, "directory-untrusted", 6]);
        write({ url: server.ldap, ca: "" });
        expect(await refused(whoIsIn("claire"))).toEqual([3, "directory-in-clear", 6]);
        write({ url: "ldap://192.0.2.1", ca: "", inClear: "true" });
        expect(await refused(whoIsIn("claire"))).toEqual([3, "directory-in-clear", 6]);
        write({ url: server.ldap, ca: "", inClear: "true" });
        expect(await roomsOf("claire")).toEqual(["rooms/desk"]);
    });

    it("lets nobody be taken for gone when it gives less than it has", async () => {
        write({ bind: "cn=small,dc=mfa", pageSize: "50" });
        writeFileSync(at("small"), "small");
        expect(await refused(whoIsIn("claire", secretFile("small")))).toEqual([1, "directory-incomplete", 6]);
    });

    it("takes its password from a file or the terminal, and shows it nowhere", async () => {
        write();
        writeFileSync(at("wrong"), "not it");
        expect(await refused(whoIsIn("claire", secretFile("wrong")))).toEqual([1, "directory-credentials", 6]);
        writeFileSync(at("empty"), "");
        // Nobody sits at the terminal of a test either.
        for (const none of [secretFile("empty"), []])
            expect(await refused(whoIsIn("claire", none))).toEqual([2, "bad-usage", undefined]);
        const screen = await typedAtTerminal(`${server.secret}\n`);
        expect(screen).toContain(`Password of ${server.bind} at ${server.ldaps}: `);
        expect(screen).toContain('"rooms/desk"');
        expect(screen).not.toContain(server.secret);
        for (const name of readdirSync(folder).filter((name) => name !== SECRET_FILE))
            if (!name.startsWith(".")) expect(readFileSync(at(name), "utf8"), name).not.toContain(server.secret);
    });

    it("is copied beside the manifest for the app, which reaches none: people and groups, and neither password nor place", async () => {
        write();
        const ran = await runProgram(["ldap", at("valise.yaml"), ...secretFile(SECRET_FILE)]);
        expect([ran.failure, ran.data]).toEqual([
            null,
            {
                file: at("directory.json"),
                readAtMs: expect.any(Number),
                directories: [{ agency: "mfa", accounts: 5001 }],
            },
        ]);
        expect(statSync(at("directory.json")).mode & 0o777).toBe(0o600);
        const text = readFileSync(at("directory.json"), "utf8");
        for (const hidden of [server.secret, server.bind, server.ldaps]) expect(text).not.toContain(hidden);
        const copies = unwrap(parseDirectoryCopy(text, Date.now()));
        const loaded = unwrap(await loadManifest(createManifestFolder(at("valise.yaml")), "valise.yaml", copies));
        const groupsOf = (name: string) => loaded.accounts.find(({ user }) => user === name)?.groups;
        expect([loaded.accounts.length, groupsOf("claire"), groupsOf("p1")]).toEqual([5001, ["desk"], []]);
        // Nobody to ask is no reason to write an empty one.
        writeFileSync(
            at("none.yaml"),
            "valise: 1\ncommunity: c\nagencies: { mfa: { name: M, server: mfa.example } }\n",
        );
        expect(await refused(runProgram(["ldap", at("none.yaml")]))).toEqual([2, "bad-usage", undefined]);
        rmSync(at("directory.json"));
    });

    it("says in one line that it does not answer", async () => {
        write();
        await server.stop();
        expect(await refused(whoIsIn("claire"))).toEqual([1, "directory-unreachable", 6]);
        const said = await runValise(folder, [
            ...["plan", at("valise.yaml"), ...secretFile(SECRET_FILE), "--lang", "de"],
        ]);
        expect(said.stderr).toBe(
            `valise: valise.yaml:6:5: Das Verzeichnis ${server.ldaps} antwortet nicht. Es wurde nichts geändert. [directory-unreachable]\n`,
        );
        await server.start();
    });
});

/** `script` gives it a terminal; what that shows is what a person would see. */
async function typedAtTerminal(text: string): Promise<string> {
    const bin = resolve(import.meta.dirname, "../bin/valise.js");
    const who = ["plan", at("valise.yaml"), "--who", "@claire:mfa.example", "--json"];
    const line = [process.execPath, bin, ...who].map((part) => `'${part}'`).join(" ");
    const child = spawn("script", ["-qec", line, "/dev/null"], {
        env: { PATH: process.env.PATH, HOME: folder, LANG: "C.UTF-8", VALISE_DATA: folder },
    });
    let shown = "";
    child.stdout.on("data", (piece) => {
        shown += piece;
        if (/Password of .*: $/.test(shown)) child.stdin.write(text);
    });
    await once(child, "close");
    return shown;
}
