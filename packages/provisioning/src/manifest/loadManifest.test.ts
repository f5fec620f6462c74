import { unwrap } from "@valise/base";
import { fakeManifestFiles } from "@valise/testkit/provisioning";
import { describe, expect, it } from "vitest";
import { edited, resolveFiles, smallFiles, smallManifest } from "../../test/manifests.ts";
import { loadManifest } from "./loadManifest.ts";

const refusalsOf = async (files: Readonly<Record<string, string>>) => {
    const resolved = await resolveFiles(files);
    return resolved.ok ? [] : resolved.error;
};
const only = async (text: string) => (await refusalsOf({ "valise.yaml": text }))[0];

describe("a manifest", () => {
    it("is read from YAML, CSV and SCIM together", async () => {
        const resolved = await resolveFiles();
        expect(resolved).toMatchObject({ ok: true });
        if (!resolved.ok) return;
        const { accounts, rooms } = resolved.value;
        expect(accounts).toHaveLength(12);
        expect(accounts.find(({ userId }) => userId === "@nadia:mfa.example")).toMatchObject({
            displayName: "Roche, Nadia",
            groups: ["watch"],
        });
        expect(accounts.find(({ userId }) => userId === "@watch3:intel.example")?.state).toBe("suspended");
        expect(rooms.map(({ key }) => key)).toEqual([
            "channels/flash",
            "rooms/east-desk",
            "rooms/intel-desk",
            "rooms/lunch",
            "rooms/need-to-know",
            "spaces/intel",
            "spaces/mfa",
            "spaces/mod",
        ]);
        expect(rooms.find(({ key }) => key === "rooms/east-desk")).toMatchObject({
            members: ["@claire:mfa.example", "@idris:mfa.example", "@paul:mod.example"],
            settings: { name: null, join: { kind: "spaces", spaces: ["spaces/mfa", "spaces/mod"] } },
            stewards: ["@steward:mfa.example", "@steward:mod.example"],
        });
    });

    it("takes sections from included files, and refuses what two of them say", async () => {
        const main = smallManifest.replace("revision: 7", "revision: 7\ninclude: [more/rooms.yaml]");
        const more = "valise: 1\nrooms:\n  extra: { agency: mfa, name: Extra }\n";
        const both = await resolveFiles({ "valise.yaml": main, "more/rooms.yaml": more });
        expect(both.ok && both.value.rooms.some(({ key }) => key === "rooms/extra")).toBe(true);
        const doubled = more.replace("extra:", "lunch:");
        expect(await refusalsOf({ "valise.yaml": main, "more/rooms.yaml": doubled })).toEqual([
            { file: "more/rooms.yaml", line: 3, column: 3, rule: "defined-twice", detail: "rooms.lunch" },
        ]);
        const nested = "valise: 1\ninclude: [valise.yaml]\n";
        expect(await refusalsOf({ "valise.yaml": main, "more/rooms.yaml": nested })).toMatchObject([
            { file: "more/rooms.yaml", line: 2, rule: "unknown-field" },
        ]);
    });

    it.each(["../secret.yaml", "/etc/passwd", "a/../../b.yaml", "./x.yaml", "a//b", ".hidden", "C:\\x", "a\u0000b"])(
        "includes no file called %j",
        async (name) => {
            const text = smallManifest.replace("revision: 7", `include: [${JSON.stringify(name)}]`);
            expect((await only(text))?.rule).toMatch(/wrong-value|yaml-syntax/);
        },
    );

    it.each([
        ["a doubled key", "valise: 1\ncommunity: a\ncommunity: b\n", "yaml-duplicate-key", 3, 1],
        ["an alias", "valise: 1\ncommunity: &a x\n", "yaml-alias", 2, 12],
        ["a bomb of aliases", `a: &a [x]\nb: &b [*a, *a]\n`, "yaml-alias", 1, 4],
        ["a tag", "valise: !!int 1\n", "yaml-tag", 1, 9],
        ["a custom tag", "valise: 1\ncommunity: !secret x\n", "yaml-tag", 2, 12],
        ["a second document", "valise: 1\n---\nvalise: 1\n", "yaml-several-documents", 2, 1],
        ["a tab for indentation", "valise: 1\nagencies:\n\tmfa: 1\n", "yaml-syntax", 3, 1],
        ["an unclosed list", "valise: 1\ninclude: [a\n", "yaml-syntax", 3, 1],
        ["deep nesting", `valise: 1\ninclude: ${"[".repeat(40)}\n`, "yaml-nesting", 2, 26],
        ["a leading zero", "valise: 01\n", "number-ambiguous", 1, 9],
        ["an octal number", "valise: 1\nrevision: 0o17\n", "number-ambiguous", 2, 11],
        ["an exponent", "valise: 1\nrevision: 1e3\n", "number-ambiguous", 2, 11],
        ["a version it does not know", "valise: 2\n", "wrong-value", 1, 9],
        ["an unknown field", "valise: 1\nroom: {}\n", "unknown-field", 2, 1],
        ["a merge key", "valise: 1\n<<: {a: 1}\n", "unknown-field", 2, 1],
        ["a list for a section", "valise: 1\nrooms: []\n", "wrong-type", 2, 8],
        [
            "a name that is no text",
            "valise: 1\nagencies:\n  mfa: { name: 007, server: a.b }\n",
            "number-ambiguous",
            3,
            16,
        ],
        ["a truth for a name", "valise: 1\nagencies:\n  mfa: { name: true, server: a.b }\n", "wrong-type", 3, 16],
        ["a missing name", "valise: 1\nagencies:\n  mfa: { server: a.b }\n", "missing-field", 3, 8],
        ["a prototype", "valise: 1\nagencies:\n  __proto__: { name: a, server: a.b }\n", "wrong-value", 3, 3],
        [
            "a right-to-left override",
            'valise: 1\nagencies:\n  mfa: { name: "a\\u202Eb", server: a.b }\n',
            "wrong-value",
            3,
            16,
        ],
        ["nothing", "", "missing-field", 1, 1],
    ] as const)("refuses %s and says where", async (_what, text, rule, line, column) => {
        expect(await only(text)).toMatchObject({ file: "valise.yaml", rule, line, column });
    });

    it("reads NO, yes and on as the words they are (YAML 1.2)", async () => {
        const resolved = await resolveFiles(edited("name: Lunch", "name: NO"));
        expect(resolved.ok && resolved.value.rooms.find(({ key }) => key === "rooms/lunch")?.title).toBe("NO");
    });

    it("follows no reference into nothing", async () => {
        expect(await refusalsOf(edited('"group:east-desk"', '"group:west-desk"'))).toMatchObject([
            { rule: "unknown-reference", detail: "group:west-desk", line: 37, column: 15 },
        ]);
        expect(await refusalsOf(edited("[nadia] }", "[nadja] }"))).toMatchObject([{ detail: "nadja" }]);
        expect(await refusalsOf(edited("holders: [paul]", 'holders: ["duty:mod/naval-cell"]'))).toMatchObject([
            { rule: "unknown-reference" },
        ]);
        expect(await refusalsOf(edited("space: intel, name: Desk", "space: mfa, name: Desk"))).toMatchObject([
            { rule: "unknown-reference", detail: "spaces.mfa" },
        ]);
    });

    it("says the line of a CSV file, and reads fifty thousand in bounded time", async () => {
        const csv = `user,name\n${Array.from({ length: 50_000 }, (_, at) => `p${at},Person ${at}\r\n`).join("")}`;
        const files = fakeManifestFiles({
            ...smallFiles,
            "valise.yaml": "valise: 1\naccounts: [{agency: mfa, csv: big.csv}]\n",
            "big.csv": csv,
        });
        const loaded = await loadManifest(files, "valise.yaml", "passed-over");
        expect(loaded.ok && loaded.value.accounts.length).toBe(50_000);
        const tooMany = await loadManifest(
            fakeManifestFiles({
                "valise.yaml": "valise: 1\naccounts: [{agency: mfa, csv: big.csv}]\n",
                "big.csv": `${csv}x,X\n`,
            }),
            "valise.yaml",
            "passed-over",
        );
        expect(tooMany).toMatchObject({ ok: false, error: [{ rule: "too-many", line: 50_002 }] });
    });

    it.each([
        ['user,name\nx,a"b\n', "csv-syntax", 2],
        ['user,name\nx,"a\n', "csv-syntax", 3],
        ["user,name,user\n", "csv-syntax", 1],
        ["user,name,phone\n", "csv-syntax", 1],
        ["name\n", "csv-syntax", 1],
        ["user,name\nx\n", "csv-syntax", 2],
        ["user,name\n\nUPPER,Name\n", "wrong-value", 3],
        ["user,name\nx,\u0007bell\n", "csv-syntax", 2],
        [`user,name\nx,${"a".repeat(5000)}\n`, "csv-syntax", 2],
        ["user,name,expires\nx,Name,31.12.2026\n", "wrong-value", 2],
        ["user,name\nclaire,A\nclaire,B\n", "defined-twice", 3],
    ])("refuses the accounts %j", async (csv, rule, line) => {
        const found = await refusalsOf({ "mfa.csv": csv });
        expect(found).toContainEqual(expect.objectContaining({ file: "mfa.csv", rule, line }));
    });

    it("is refused unread when it is too large, and unbuilt when it has too many parts", async () => {
        expect(await only(`valise: 1\n# ${"x".repeat(1_100_000)}`)).toMatchObject({ rule: "file-too-large" });
        const started = performance.now();
        expect(await only(`valise: 1\ninclude: [${"a,".repeat(400_000)}]`)).toMatchObject({ rule: "file-too-large" });
        expect(performance.now() - started).toBeLessThan(2000);
    });
});

describe("safety rules", () => {
    it.each([
        ["label-above-agency-ceiling", "label: FR/S, agencies: [mod, intel]", "label: FR/TS, agencies: [mod, intel]"],
        ["room-ceiling-above-agency-ceiling", "ceiling: FR/S, admission", "ceiling: FR/TS, admission"],
        ["label-above-room-ceiling", 'label: "FR/DR REL=FRA,DEU", ceiling: FR/S', "label: FR/S, ceiling: FR/DR"],
        ["agency-without-ceiling", "server: mod.example, ceiling: FR/S", "server: mod.example"],
        ["rotation-below-floor", "name: Lunch,", "name: Lunch, rotation: { period: 30min },"],
        ["history-world-readable", "name: Lunch,", "name: Lunch, history: world_readable,"],
        ["history-not-joined", "name: Lunch,", "name: Lunch, history: shared,"],
        ["labelled-room-unencrypted", "name: Port liaison", "name: Port liaison\n    encrypted: false"],
        ["labelled-room-public", "name: Port liaison", "name: Port liaison\n    join: public"],
        ["open-room", "name: Lunch,", "name: Lunch, join: public,"],
        ["broadcaster-not-cleared", "broadcasters: [nadia]", "broadcasters: [thomas]"],
        [
            "member-not-of-room-agencies",
            "members: [paul, ",
            'members: [paul, "@ana:intel.example", "@claire:mfa.example", ',
        ],
        [
            "partner-not-in-allow-list",
            "allow: [mfa.example, mod.example, intel.example]",
            "allow: [mfa.example, intel.example]",
        ],
        ["guest-without-end", "user: lena,", "user: guest.lena,"],
        ["retention-above-limit", "defaults: { retention: 1y,", "defaults: { retentionLimit: 5y, retention: 1y,"],
    ])("%s refuses its manifest by name and place", async (rule, from, to) => {
        const found = await refusalsOf(edited(from, to));
        expect(found.map((refusal) => refusal.rule)).toContain(rule);
        expect(found[0]).toMatchObject({ file: "valise.yaml", line: expect.any(Number) });
        expect(found[0]?.line).toBeGreaterThan(1);
    });

    it("a guest is in the rooms that name them, over none of them and in no space", async () => {
        const guest = smallManifest.replace(
            "user: lena, name: Lena Brandt",
            "user: guest.lena, name: Lena Brandt, expires: 2027-06-30",
        );
        const of = (from: string, to: string) => refusalsOf({ "valise.yaml": guest.replace(from, to) });
        const desired = unwrap(await resolveFiles({ ...smallFiles, "valise.yaml": guest }));
        const lena = "@guest.lena:mod.example";
        expect(desired.rooms.filter(({ members }) => members.includes(lena))).toEqual([]);
        expect(await of("name: Lunch, members: [", `name: Lunch, members: ["${lena}", `)).toEqual([]);
        const spaced = await of("name: Defence, members: [", "name: Defence, members: [guest.lena, ");
        expect(spaced).toMatchObject([{ rule: "guest-in-space", detail: lena }]);
        const power = [{ rule: "guest-with-power", detail: lena }];
        expect(await of("moderators: [claire]", `moderators: ["${lena}"]`)).toMatchObject(power);
        expect(await of("holders: [paul]", "holders: [guest.lena]")).toMatchObject(power);
    });

    it("limits that would lock an agency out are refused, others are handed to its homeserver", async () => {
        const limited = (text: string) => edited("federation:\n", `limits: { ${text} }\nfederation:\n`);
        const low = await refusalsOf(limited("signIns: { perSecond: 1, burst: 5 }"));
        expect(low).toMatchObject([{ rule: "wrong-value" }, { rule: "wrong-value" }]);
        const { servers } = unwrap(
            await resolveFiles({ ...smallFiles, ...limited("joins: { perSecond: 9, burst: 90 }") }),
        );
        expect(servers).toEqual({
            allow: ["mfa.example", "mod.example", "intel.example"],
            limits: { joins: { perSecond: 9, burst: 90 } },
        });
    });

    it("a room may be judged by its owner's policy server, once that has a key", async () => {
        const without = edited("name: Lunch,", "name: Lunch, policyServer: true,");
        expect(await refusalsOf(without)).toMatchObject([
            { rule: "unknown-reference", detail: "agencies.mfa.policyKey" },
        ]);
        const key = "A".repeat(43);
        const text = without["valise.yaml"]?.replace("mfa.example,", `mfa.example, policyKey: ${key},`) ?? "";
        expect(await refusalsOf({ "valise.yaml": text })).toEqual([]);
        const desired = unwrap(await resolveFiles({ ...smallFiles, "valise.yaml": text }));
        const policies = desired.rooms.flatMap(({ key: name, settings }) =>
            settings.policy ? [name, settings.policy] : [],
        );
        expect(policies).toEqual(["rooms/lunch", { server: "mfa.example", publicKey: key }]);
    });

    it("what a charter keeps for a while, servers keep as long; under a legal hold they keep all", async () => {
        const keptOf = async (charter: string) => {
            const desired = unwrap(await resolveFiles(edited("retention: 10y,", charter)));
            return desired.rooms.find(({ key }) => key === "rooms/need-to-know")?.settings.maxAgeS;
        };
        expect(await keptOf("retention: 7d,")).toBe(7 * 86_400);
        expect(await keptOf("retention: 7d, hold: true,")).toBeNull();
    });

    it("a trust room holds every account of its agency, and only publishers and officers write into it", async () => {
        const text = smallManifest
            .replace("accounts:\n", "accounts:\n  - { agency: mod, user: trust, name: Trust }\n")
            .concat("trust:\n  mod: { officers: [samir] }\n  intel: { publisher: hugo }\n");
        const desired = unwrap(await resolveFiles({ ...smallFiles, "valise.yaml": text }));
        const room = desired.rooms.find(({ key }) => key === "trust/mod");
        expect(room?.members).toEqual(
            ["hugo:intel", "jonas:mod", "lena:mod", "paul:mod", "samir:mod", "trust:mod"].map(
                (user) => `@${user}.example`,
            ),
        );
        expect(room?.settings.power.users).toEqual({
            ...{ "@samir:mod.example": 25, "@hugo:intel.example": 50, "@trust:mod.example": 100 },
        });
        expect(room?.settings).toMatchObject({ servers: ["intel.example", "mod.example"], encryption: null });
        expect(room?.settings.power.stateDefault).toBe(100);
    });

    it("an open room of agencies needs a space of each, or a partner's by its id", async () => {
        const without = edited('  mod: { agency: mod, name: Defence, members: ["agency:mod"] }\n', "");
        expect((await refusalsOf(without)).map(({ rule }) => rule)).toContain("agency-without-space");
        const text =
            without["valise.yaml"]?.replace("server: mod.example,", 'server: mod.example, space: "!abc",') ?? "";
        expect(await refusalsOf({ "valise.yaml": text })).toEqual([]);
    });
});
