import { unwrap } from "@valise/base";
import { fakeManifestFiles } from "@valise/testkit/provisioning";
import { describe, expect, it } from "vitest";
import { fakeDirectories } from "../../test/fakeDirectories.ts";
import { loadManifest } from "../manifest/loadManifest.ts";
import type { Directories } from "../ports/Directories.ts";
import { type DirectoryCopies, formatDirectoryCopy, parseDirectoryCopy } from "./directoryCopy.ts";

const text = `valise: 1
community: crisis
agencies: { mfa: { name: Foreign Ministry, server: mfa.example } }
groups: { east: { agency: mfa, members: [] } }
accounts:
  - agency: mfa
    ldap:
      url: ldaps://directory.mfa.example
      bind: cn=valise,dc=mfa
      base: ou=people,dc=mfa
      groups: { east: "cn=east,ou=groups,dc=mfa" }
`;
const nowMs = Date.UTC(2026, 10, 21);
const dayMs = 86_400_000;
const asked = () =>
    fakeDirectories({
        entries: {
            "uid=claire,ou=people,dc=mfa": { uid: ["claire"], cn: ["Claire Morvan"] },
            "uid=luc,ou=people,dc=mfa": { uid: ["luc"], cn: ["Luc Petit"] },
            "cn=east,ou=groups,dc=mfa": { member: ["uid=luc,ou=people,dc=mfa"] },
        },
    }).directories;
const load = (from: Directories | DirectoryCopies, manifest = text) =>
    loadManifest(fakeManifestFiles({ "valise.yaml": manifest }), "valise.yaml", from);

describe("a copy of a directory", () => {
    it("gives the same people as the directory did, with when it was read, and holds no secret and no address", async () => {
        const first = unwrap(await load(asked()));
        expect(first.directories).toMatchObject([{ agency: "mfa", readAtMs: null, accounts: [{}, {}] }]);
        const copy = formatDirectoryCopy(first.directories, nowMs - dayMs);
        expect(copy).not.toMatch(/ldaps|cn=valise|dc=mfa/);
        const again = unwrap(await load(unwrap(parseDirectoryCopy(copy, nowMs))));
        expect(again.accounts).toEqual(first.accounts);
        expect(again.directories).toMatchObject([{ agency: "mfa", readAtMs: nowMs - dayMs }]);
        // What was copied from a copy is as old as that one.
        expect(again.directories[0]?.accounts).toEqual(first.directories[0]?.accounts);
    });

    it("is no answer to another question, and none once it is older than seven days or of the future", async () => {
        const copyOf = (readAtMs: number) => async () =>
            unwrap(parseDirectoryCopy(formatDirectoryCopy(unwrap(await load(asked())).directories, readAtMs), nowMs));
        const refusal = async (copies: DirectoryCopies, manifest = text) => {
            const loaded = await load(copies, manifest);
            return loaded.ok ? "read" : loaded.error.flatMap(({ rule, line }) => [rule, line]);
        };
        const fresh = await copyOf(nowMs)();
        expect(await refusal(fresh)).toBe("read");
        const other = text.replace("base: ou=people", "base: ou=staff");
        expect(await refusal(fresh, other)).toEqual(["directory-copy-other", 6]);
        const [renamed, none] = [text.replaceAll("mfa:", "mod:").replaceAll("agency: mfa", "agency: mod"), nowMs];
        expect(await refusal(fresh, renamed)).toEqual(["directory-not-here", 6]);
        expect(await refusal(await copyOf(none - 7 * dayMs)())).toBe("read");
        expect(await refusal(await copyOf(none - 7 * dayMs - 1)())).toEqual(["directory-copy-old", 6]);
        expect(await refusal(await copyOf(none + 300_001)())).toEqual(["directory-copy-old", 6]);
    });

    it("is refused where it is not what the command writes, by what is wrong in it", async () => {
        const copy = formatDirectoryCopy(unwrap(await load(asked())).directories, nowMs);
        const wrong = (from: string, to: string) => {
            if (!copy.includes(from)) throw new Error(from);
            const parsed = parseDirectoryCopy(copy.replace(from, to), nowMs);
            return parsed.ok ? "read" : parsed.error;
        };
        expect(wrong('"user": "claire"', '"user": "Claire!"')).toBe("directories.0.accounts.0.user");
        expect(wrong('"name": "Luc Petit"', '"name": "Luc\\u202ePetit"')).toBe("directories.0.accounts.1.name");
        expect(wrong('"user": "luc"', '"user": "luc", "isAdmin": true')).toBe("directories.0.accounts.1.user");
        expect(wrong('"valise": 1', '"valise": 2')).toBe("valise");
        expect(wrong('"valise": 1', '"valise": 1, "valise": 1')).toBe("directories");
        expect(wrong("{", "[")).toBe("directories");
    });
});
