import { unwrap } from "@valise/base";
import { fakeManifestFiles } from "@valise/testkit/provisioning";
import { describe, expect, it } from "vitest";
import { edited, resolveFiles, smallFiles } from "../../test/manifests.ts";
import { loadManifest } from "../manifest/loadManifest.ts";
import { draftKeep } from "./draftKeep.ts";

type Drifted = Parameters<typeof draftKeep>[1];

async function keep(key: string, name: string, [expected, found]: [string | null, string | null], files = {}) {
    const folder = fakeManifestFiles({ ...smallFiles, ...files });
    const loaded = unwrap(await loadManifest(folder, "valise.yaml", "passed-over"));
    const drift: Drifted = { key, name, expected, found };
    return unwrap(await draftKeep(loaded, drift, folder));
}

describe("a change by hand that is meant", () => {
    it.each<[string, string, [string | null, string | null], string]>([
        ["rooms/lunch", "name", ["Lunch", "Noon"], "name: Noon"],
        ["rooms/lunch", "maxAge", ["7d", "30d"], "retention: 30d"],
        ["rooms/need-to-know", "maxAge", ["10y", "5y"], "retention: 5y"],
        ["rooms/lunch", "join", ["invite", "spaces spaces/mfa"], "join: space"],
        ["rooms/lunch", "encryption.period", [null, "1d"], "rotation: { period: 1d }"],
        ["rooms/intel-desk", "members.@ana:intel.example", [null, "join"], "members: [ana, marta, hugo]"],
        [
            "rooms/intel-desk",
            "members.@paul:mod.example",
            [null, "invite"],
            'members: ["@paul:mod.example", marta, hugo]',
        ],
        ["rooms/intel-desk", "members.@marta:intel.example", ["member", null], "members: [hugo]"],
        ["rooms/intel-desk", "power.users.@hugo:intel.example", [null, "50"], "moderators: [hugo]"],
        ["rooms/east-desk", "power.users.@claire:mfa.example", ["50", null], "moderators: []"],
        ["accounts/@lena:mod.example", "state", ["active", "locked"], "state: locked"],
        ["accounts/@lena:mod.example", "listed", ["no", "yes"], "listed: true"],
        ["accounts/@lena:mod.example", "name", ["Lena Brandt", "Lena Vogt"], "name: Lena Vogt"],
    ])("%s %s is written where it belongs, and nothing else", async (key, name, values, words) => {
        const kept = await keep(key, name, values);
        if (kept.kind !== "edit") throw new Error(kept.kind);
        expect(kept).toMatchObject({ file: "valise.yaml" });
        expect(kept.added.join("\n")).toContain(words);
        // The rest of the file is as it was, and all of it is a manifest.
        const lines = smallFiles["valise.yaml"]?.split("\n") ?? [];
        lines.splice(kept.line - 1, kept.removed.length, ...kept.added);
        expect(kept.text).toBe(lines.join("\n"));
        expect(await resolveFiles({ "valise.yaml": kept.text })).toMatchObject({ ok: true });
    });

    it("goes into the account file where the account stands in one that has the column", async () => {
        expect(await keep("accounts/@claire:mfa.example", "name", ["Claire Morvan", "Claire, M."])).toMatchObject({
            ...{ kind: "edit", file: "mfa.csv", field: "name", line: 2 },
            ...{ removed: ["claire,Claire Morvan,east-desk,FR/S,"], added: ['claire,"Claire, M.",east-desk,FR/S,'] },
        });
        expect(await keep("accounts/@idris:mfa.example", "state", ["active", "locked"])).toEqual({
            ...{ kind: "by-hand", field: "state", value: "locked" },
            at: { file: "mfa.csv", line: 3, column: 1 },
        });
        expect(await keep("accounts/@hugo:intel.example", "name", ["hugo", "Hugo"])).toMatchObject({
            ...{ kind: "by-hand", at: { file: "intel.json" } },
        });
    });

    it("is written into the file that has the room, and left to a person where it is written in another way", async () => {
        const lunch = '  lunch: { agency: mfa, space: mfa, name: Lunch, members: ["agency:mfa"], retention: 7d }\n';
        const files: Readonly<Record<string, string>> = {
            ...edited(lunch, ""),
            "more.yaml": `valise: 1\nrooms:\n${lunch}`,
        };
        const including = { ...files, "valise.yaml": `${files["valise.yaml"]}include: [more.yaml]\n` };
        expect(await keep("rooms/lunch", "name", ["Lunch", "Noon"], including)).toMatchObject({
            ...{ kind: "edit", file: "more.yaml", line: 3 },
        });
        const folded = { "more.yaml": `valise: 1\nrooms:\n  lunch:\n    name: >-\n      Lunch\n    agency: mfa\n` };
        expect(await keep("rooms/lunch", "name", ["Lunch", "Noon"], { ...including, ...folded })).toMatchObject({
            ...{ kind: "by-hand", at: { file: "more.yaml", line: 4 }, field: "rooms.lunch.name", value: "Noon" },
        });
    });

    it("is never said of what a manifest has no words for, nor by taking somebody out of a group", async () => {
        const unsayable = { kind: "unsayable" };
        expect(await keep("rooms/lunch", "guests", ["forbidden", "allowed"])).toEqual(unsayable);
        expect(await keep("rooms/lunch", "servers.evil.example", [null, "allowed"])).toEqual(unsayable);
        expect(await keep("rooms/lunch", "power.users.@claire:mfa.example", [null, "100"])).toEqual(unsayable);
        expect(await keep("rooms/lunch", "local-admin", ["@steward:mfa.example", null])).toEqual(unsayable);
        expect(await keep("!open:mfa.example", "join", [null, "public"])).toEqual(unsayable);
        expect(await keep("trust/mfa", "name", ["Trust", "x"])).toEqual(unsayable);
        expect(await keep("accounts/@root:mfa.example", "admin", [null, "server administrator"])).toEqual(unsayable);
        expect(await keep("rooms/lunch", "members.@claire:mfa.example", ["member", null])).toMatchObject({
            ...{ kind: "through", field: "rooms.lunch.members" },
        });
    });
});
