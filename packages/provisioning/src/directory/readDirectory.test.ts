import { fakeManifestFiles } from "@valise/testkit/provisioning";
import { describe, expect, it } from "vitest";
import { type FakeTree, fakeDirectories } from "../../test/fakeDirectories.ts";
import { registry } from "../../test/manifests.ts";
import { resolveManifest } from "../desired/resolveManifest.ts";
import { loadManifest } from "../manifest/loadManifest.ts";

const ldap = (more = "") => `valise: 1
community: crisis
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
groups:
  east: { agency: mfa, members: [] }
  watch: { agency: mfa, members: [] }
accounts:
  - agency: mfa
    ldap:
      url: ldaps://directory.mfa.example
      base: ou=people,dc=mfa
      groups: { east: "cn=East (desk*),ou=groups,dc=mfa", watch: "cn=watch,ou=groups,dc=mfa" }${more}
rooms:
  desk: { agency: mfa, name: Desk, members: ["group:east", claire] }
`;
const person = (uid: string, more: Readonly<Record<string, readonly string[]>> = {}) => ({
    [`uid=${uid},ou=people,dc=mfa`]: { uid: [uid], cn: [uid.toUpperCase()], ...more },
});
const group = (name: string, ...member: string[]) => ({ [`cn=${name},ou=groups,dc=mfa`]: { member } });
const entries: FakeTree["entries"] = {
    ...person("Idris", { cn: ["Idris Benali", "Benali Idris"] }),
    ...person("claire", { employeeType: ["closed"], clearance: ["FR/S"], until: ["20271231235959Z"] }),
    ...group("East (desk*)", "UID=claire, OU=People,DC=MFA", "uid=gone,ou=people,dc=mfa"),
    ...group("watch"),
};

async function read(text: string, tree: FakeTree, files: Readonly<Record<string, string>> = {}) {
    const fake = fakeDirectories(tree);
    const loaded = await loadManifest(
        fakeManifestFiles({ ...files, "valise.yaml": text }),
        "valise.yaml",
        fake.directories,
    );
    return { ...fake, resolved: loaded.ok ? resolveManifest(loaded.value, registry) : loaded };
}

describe("a directory as a source of accounts", () => {
    it("gives people and groups, asked by names that stand in the manifest alone", async () => {
        const more = `
      attributes: { clearance: clearance, expires: until }
      disabled: { attribute: employeeType, is: [CLOSED] }`;
        const { resolved, asked, opened, closed } = await read(ldap(more), { entries });
        expect(resolved).toMatchObject({
            ok: true,
            value: {
                accounts: [
                    {
                        ...{ userId: "@claire:mfa.example", displayName: "CLAIRE", state: "locked", groups: ["east"] },
                        ...{ clearance: "FR/S", expires: "2027-12-31" },
                    },
                    { userId: "@idris:mfa.example", displayName: "Benali Idris", state: "active", groups: [] },
                ],
                rooms: [{ members: ["@claire:mfa.example"] }],
            },
        });
        expect(opened).toEqual([
            { agency: "mfa", url: "ldaps://directory.mfa.example", startTls: false, ca: null, bind: null },
        ]);
        expect(asked.map(({ base, filter }) => [base, filter])).toEqual([
            ["ou=people,dc=mfa", "(&(objectClass=inetOrgPerson)(uid=*))"],
            ["cn=East (desk*),ou=groups,dc=mfa", "(objectClass=*)"],
            ["cn=watch,ou=groups,dc=mfa", "(objectClass=*)"],
        ]);
        expect(closed()).toBe(1);
    });

    it("reads who is in a group from the person as well, or by user name", async () => {
        const named = { ...entries, ...person("claire", { memberOf: ["CN=watch,OU=groups,DC=mfa"] }) };
        const byPerson = await read(ldap("\n      membership: memberOf"), { entries: named });
        expect(byPerson.resolved).toMatchObject({ value: { accounts: [{ groups: ["watch"] }, { groups: [] }] } });
        const uids = { ...entries, "cn=watch,ou=groups,dc=mfa": { memberUid: ["IDRIS", "*"] } };
        const byUser = await read(ldap("\n      membership: memberUid"), { entries: uids });
        expect(byUser.resolved).toMatchObject({ value: { accounts: [{ groups: [] }, { groups: ["watch"] }] } });
    });

    it.each([
        ["unreachable", "directory-unreachable"],
        ["untrusted", "directory-untrusted"],
        ["credentials", "directory-credentials"],
        ["not-here", "directory-not-here"],
    ] as const)("says where the manifest names it when it is %s", async (opens, rule) => {
        const { resolved } = await read(ldap(), { entries, opens });
        expect(resolved).toMatchObject({
            ok: false,
            error: [{ file: "valise.yaml", line: 9, column: 5, rule, detail: "ldaps://directory.mfa.example" }],
        });
    });

    it("takes nothing at all rather than a part: what is missing would read as people who left", async () => {
        const many = Object.assign({}, ...Array.from({ length: 25 }, (_, at) => person(`p${at}`)));
        const small = ldap("\n      pageSize: 10");
        const half = await read(small, { entries: many, fails: { afterPages: 2, kind: "incomplete" } });
        expect(half.resolved).toMatchObject({ error: [{ rule: "directory-incomplete" }] });
        const nobody = await read(small, { entries: {} });
        expect(nobody.resolved).toMatchObject({ error: [{ rule: "directory-incomplete" }] });
        const portions = { ...entries, "cn=watch,ou=groups,dc=mfa": { "member;range=0-1499": ["uid=claire"] } };
        expect((await read(ldap(), { entries: portions })).resolved).toMatchObject({
            error: [{ rule: "directory-incomplete", detail: "groups.watch: cn=watch,ou=groups,dc=mfa" }],
        });
        const { "cn=watch,ou=groups,dc=mfa": _gone, ...without } = entries;
        expect((await read(ldap(), { entries: without })).resolved).toMatchObject({
            error: [{ rule: "unknown-reference", detail: "groups.watch: cn=watch,ou=groups,dc=mfa" }],
        });
    });

    it("names every entry that is no account, and which attribute of it", async () => {
        const bad = {
            ...entries,
            ...person("x)(uid=*"),
            ...person("steward2", { uid: ["a", "b"] }),
            ...person("eve", { cn: ["Eve\u202e"] }),
        };
        const { resolved } = await read(ldap(), { entries: bad });
        expect(resolved.ok ? [] : resolved.error.map(({ rule, detail }) => `${rule} ${detail}`)).toEqual([
            "directory-entry uid=x)(uid=*,ou=people,dc=mfa: uid",
            "directory-entry uid=steward2,ou=people,dc=mfa: uid: several values",
            "directory-entry uid=eve,ou=people,dc=mfa: cn",
        ]);
        const twins = { ...entries, "UID=claire,ou=people,dc=mfa": { uid: ["claire2"], cn: ["Other"] } };
        expect((await read(ldap(), { entries: twins })).resolved).toMatchObject({
            error: [{ rule: "directory-entry", detail: "UID=claire,ou=people,dc=mfa" }],
        });
    });

    it.each([
        ["ldap://directory.mfa.example", "", "directory-in-clear"],
        ["ldap://directory.mfa.example", "\n      inClear: true", "directory-in-clear"],
        ["ldap://127.0.0.1.mfa.example", "\n      inClear: true", "directory-in-clear"],
        ["ldap://127.0.0.1:389", "", "directory-in-clear"],
        ["ldaps://user:word@directory.mfa.example", "", "wrong-value"],
        ["ldaps://directory.mfa.example/dc=mfa", "", "wrong-value"],
        ["http://directory.mfa.example", "", "wrong-value"],
        ["ldaps://directory.mfa.example", "\n      filter: (uid=a)(uid=b)", "wrong-value"],
        ["ldaps://directory.mfa.example", "\n      password: x", "unknown-field"],
        ["ldaps://directory.mfa.example", "\n    csv: a.csv", "wrong-value"],
        ["ldaps://directory.mfa.example", "\n      ca: ../ca.pem", "wrong-value"],
        ["ldaps://directory.mfa.example", "\n      ca: ca.pem", "file-unreadable"],
    ])("asks nothing of %s%s", async (url, more, rule) => {
        const text = ldap(more).replace("ldaps://directory.mfa.example", url);
        const { resolved, opened } = await read(text, { entries });
        expect(resolved).toMatchObject({ ok: false, error: [{ rule }] });
        expect(opened).toEqual([]);
    });

    it("asks a directory in clear on this very machine where that was said, and by the authorities of a file", async () => {
        const text = ldap("\n      inClear: true").replace("ldaps://directory.mfa.example", "ldap://127.0.0.1:3890");
        expect((await read(text, { entries })).resolved.ok).toBe(true);
        const { opened } = await read(
            ldap("\n      ca: ca.pem\n      bind: cn=valise,dc=mfa"),
            { entries },
            { "ca.pem": "PEM" },
        );
        expect(opened).toMatchObject([{ ca: "PEM", bind: "cn=valise,dc=mfa" }]);
    });

    it("is passed over by work that has to go on without it, and its people are not unknown then", async () => {
        const files = fakeManifestFiles({ "valise.yaml": ldap() });
        const loaded = await loadManifest(files, "valise.yaml", "passed-over");
        expect(loaded.ok && resolveManifest(loaded.value, registry)).toMatchObject({
            ok: true,
            value: { accounts: [], rooms: [{ members: ["@claire:mfa.example"] }] },
        });
    });
});
