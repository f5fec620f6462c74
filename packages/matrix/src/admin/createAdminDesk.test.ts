import { ok, type Result, unwrap } from "@valise/base";
import type { UserId } from "@valise/bridge";
import { type Directories, formatDirectoryCopy, loadManifest, type ManifestFiles } from "@valise/provisioning";
import { createFakeClock } from "@valise/testkit";
import { expect, it } from "vitest";
import { ana, careful, demo, folder, manifest, openDesk, people, whole } from "../../test/openAdminDesk.ts";

const kindOf = <T extends { readonly kind: string }>(result: Result<T, unknown>) => unwrap(result).kind;

it("opens a folder, plans, applies with progress, and then plans nothing", async () => {
    const { desk, said } = openDesk();
    const opened = unwrap(await desk.open(demo));
    expect(opened).toMatchObject({
        kind: "open",
        summary: {
            ...{ file: "valise.yaml", revision: 3 },
            outline: {
                files: [
                    { path: "valise.yaml", kind: "first" },
                    { path: "people.csv", kind: "accounts" },
                ],
                agencies: [
                    { id: "mfa", isOwn: true, accounts: 2 },
                    { id: "mod", isOwn: false, accounts: 0 },
                ],
                entries: [
                    { key: "rooms/notices", kind: "room", agency: "mfa", space: "spaces/mfa", title: "Notices" },
                    { key: "spaces/mfa", kind: "space", space: null },
                ],
            },
        },
    });
    const planned = unwrap(await desk.plan(whole));
    if (planned.kind !== "plan") throw new Error(planned.kind);
    expect(planned.plan.counts).toMatchObject({ create: 5, destroy: 0, gain: 2, lose: 0 });
    expect(planned.plan.changes.map(({ key, agency, file }) => [key, agency, file])).toEqual([
        ["agencies/mfa", "mfa", "valise.yaml"],
        [`accounts/${ana}`, "mfa", "people.csv"],
        ["accounts/@luc:mfa.example", "mfa", "people.csv"],
        ["spaces/mfa", "mfa", "valise.yaml"],
        ["rooms/notices", "mfa", "valise.yaml"],
    ]);
    expect(planned.plan.retention).toEqual([
        { key: "rooms/notices", title: "Notices", label: null, wantedS: 2_592_000 },
    ]);
    const applied = unwrap(await desk.apply(careful));
    expect(applied).toMatchObject({ kind: "done", troubles: [], signatures: null, letters: 2 });
    expect(said.some(({ done = 0, total = 0 }) => done > 0 && done === total)).toBe(true);
    expect(said.at(-1)).toEqual({ state: "idle" });
    const after = unwrap(await desk.plan(whole));
    if (after.kind !== "plan") throw new Error(after.kind);
    expect([after.plan.changes, after.plan.stepCount]).toEqual([[], 0]);
    expect(after.plan.retention[0]?.foundS).toBe(2_592_000);
    const letters = unwrap(await desk.takeLetters());
    expect(letters.text).toMatch(/^@ana:mfa\.example\t[\w-]{24}\n@luc:mfa\.example\t[\w-]{24}\n$/);
    expect(unwrap(await desk.takeLetters())).toEqual({ text: "", count: 0 });
    const audit = unwrap(await desk.audit());
    expect(audit).toMatchObject({ brokenAt: null, count: 4 });
    expect(audit.rows.map(({ event, revision }) => [event, revision])).toEqual([
        ["done", 3],
        ["begun", 3],
        ["begun", 3],
        ["begun", 3],
    ]);
    const { text } = unwrap(await desk.exportAudit());
    expect(text.trim().split("\n")).toHaveLength(audit.count);
});

it("shows where a manifest is refused, and whose it is not", async () => {
    const { desk } = openDesk();
    expect(await desk.plan(whole)).toMatchObject({ error: { kind: "refused", code: "ADMIN_NO_MANIFEST" } });
    const bad = manifest.replace("ceiling: FR/S }\n  mod", "ceilin: FR/S }\n  mod");
    expect(unwrap(await desk.open(folder({ "valise.yaml": bad, "people.csv": people })))).toMatchObject({
        kind: "refused",
        refusals: [{ rule: "unknown-field", line: 5, isSafety: false }],
    });
    const unsafe = manifest.replace("retention: 30d }", "charter: { label: FR/TS, agencies: [mfa] } }");
    expect(unwrap(await desk.open(folder({ "valise.yaml": unsafe, "people.csv": people })))).toMatchObject({
        kind: "refused",
        refusals: [{ rule: "label-above-agency-ceiling", isSafety: true }],
    });
    expect(kindOf(await desk.open(folder({ "a.yaml": manifest, "b.yaml": manifest })))).toBe("choose");
    const chosen = folder({ "a.yaml": manifest, "b.yaml": "x", "people.csv": people }, "a.yaml");
    expect(kindOf(await desk.open(chosen))).toBe("open");
    const other = openDesk("other.example");
    unwrap(await other.desk.open(demo));
    expect(await other.desk.plan(whole)).toMatchObject({ error: { code: "ADMIN_OTHER_AGENCY" } });
    const signatures = folder({ "valise.yaml": manifest, "people.csv": people, "signatures.json": "{}" });
    expect(await desk.open(signatures)).toMatchObject({ error: { code: "ADMIN_SIGNATURES" } });
});

it("reads nothing outside the chosen folder, and says of a file that went", async () => {
    const { desk } = openDesk();
    const outside = manifest.replace("people.csv", "../people.csv");
    expect(kindOf(await desk.open(folder({ "valise.yaml": outside, "people.csv": people })))).toBe("refused");
    const gone = new Blob([people]);
    gone.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Error("NotReadableError")) });
    const files = [...folder({ "valise.yaml": manifest }).files, { path: "people.csv", file: gone }];
    expect(unwrap(await desk.open({ files, main: null }))).toMatchObject({
        kind: "refused",
        refusals: [{ rule: "file-unreadable", detail: "people.csv" }],
    });
});

it("is told who holds the lock, stops between two changes, and goes on", async () => {
    const { desk, fake, said } = openDesk();
    unwrap(await desk.open(demo));
    fake?.claims.push({ kind: "claim", owner: "@other:mfa.example", process: "p", id: "$1", atMs: 1_800_000_000_000 });
    expect(unwrap(await desk.apply(careful))).toMatchObject({ kind: "locked", owner: "@other:mfa.example" });
    const applying = desk.apply({ ...careful, breakLock: true });
    expect(await desk.apply(careful)).toMatchObject({ error: { code: "ADMIN_BUSY" } });
    unwrap(await desk.stop());
    expect(await applying).toMatchObject({ value: { kind: "stopped" } });
    expect(said.map(({ state }) => state)).toContain("stopping");
    expect(unwrap(await desk.apply(careful))).toMatchObject({ kind: "done" });
});

it("finds, makes, locks and ends accounts; what may not be done is said by its rule", async () => {
    const { desk, fake } = openDesk();
    const made = unwrap(await desk.accounts.create({ localpart: "zoe", name: "Zoé Lang", breakLock: false }));
    expect(made).toMatchObject({ kind: "done", password: expect.stringMatching(/^[\w-]{24}$/) });
    const zoe = "@zoe:mfa.example" as UserId;
    const again = await desk.accounts.create({ localpart: "zoe", name: "Zoé Lang", breakLock: false });
    expect(unwrap(again)).toEqual({ kind: "refused", rule: "account-exists" });
    unwrap(await desk.accounts.change({ userId: zoe, act: "lock", breakLock: false }));
    expect(unwrap(await desk.accounts.find("Zoé")).rows).toMatchObject([
        { userId: zoe, state: "locked", isManaged: false, isMe: false },
    ]);
    const me = "@admin:mfa.example" as UserId;
    expect(unwrap(await desk.accounts.change({ userId: me, act: "lock", breakLock: false }))).toMatchObject({
        rule: "operator",
    });
    unwrap(await desk.accounts.change({ userId: zoe, act: "offboard", breakLock: false }));
    expect(unwrap(await desk.accounts.find("zoe")).rows).toMatchObject([{ state: "ended" }]);
    expect(fake?.register.get(`accounts/${zoe}`)).toEqual({ state: "removed" });
    unwrap(await desk.open(demo));
    unwrap(await desk.apply(careful));
    expect(unwrap(await desk.accounts.find("ana")).rows).toMatchObject([{ isManaged: true, expires: "2031-01-31" }]);
    expect(unwrap(await desk.simulate(ana)).map(({ key, membership }) => [key, membership])).toEqual([
        ["rooms/notices", "member"],
        ["spaces/mfa", "member"],
    ]);
});

it("shows a record whose chain is broken, and where", async () => {
    const { desk, fake } = openDesk();
    for (const [localpart, name] of [
        ["a", "A"],
        ["b", "B"],
    ] as const)
        unwrap(await desk.accounts.create({ localpart, name, breakLock: false }));
    expect(unwrap(await desk.audit())).toMatchObject({ count: 4, brokenAt: null, missingSince: null });
    const all = [...(fake?.audit ?? [])];
    fake?.audit.splice(1, 1);
    expect(unwrap(await desk.audit())).toMatchObject({ count: 3, brokenAt: 2 });
    // Cut off at its end it is whole in itself, and shorter than this device has seen it; so is one that was written anew.
    fake?.audit.splice(0, 4, ...all.slice(0, 2));
    expect(unwrap(await desk.audit())).toMatchObject({ count: 2, brokenAt: null, missingSince: 4 });
    fake?.audit.splice(0, 2);
    for (const localpart of ["c", "d", "e"])
        unwrap(await desk.accounts.create({ localpart, name: "X", breakLock: false }));
    expect(unwrap(await desk.audit())).toMatchObject({ count: 6, brokenAt: null, missingSince: 4 });
    fake?.audit.splice(0, 6, ...all);
    expect(unwrap(await desk.audit())).toMatchObject({ brokenAt: null, missingSince: null });
});

it("applies what was chosen and nothing else, and puts back one change by hand alone", async () => {
    const { desk, fake, world } = openDesk();
    unwrap(await desk.open(demo));
    const planNow = async (targets: readonly string[] = []) => {
        const planned = unwrap(await desk.plan({ allowDestroy: [], targets: [...targets] }));
        if (planned.kind !== "plan") throw new Error(planned.kind);
        return planned.plan;
    };
    const chosen = [`accounts/${ana}`];
    expect((await planNow(chosen)).counts).toMatchObject({ create: 1, gain: 0 });
    const part = unwrap(await desk.apply({ ...careful, targets: chosen }));
    // What is left is said of the whole, and no manifest counts as applied.
    expect(part).toMatchObject({ kind: "done", letters: 1, left: { counts: { create: 3 } } });
    expect(fake?.register.has("manifest")).toBe(false);
    unwrap(await desk.apply(careful));
    expect(fake?.register.get("manifest")).toMatchObject({ revision: 3 });

    const room = [...world.rooms.values()].find(({ settings }) => settings.name === "Notices");
    if (room === undefined) throw new Error("no room");
    room.settings = { ...room.settings, join: { kind: "public" } };
    const by = "@hand:mfa.example";
    room.changes = { join: { by, atMs: 5 }, name: { by: "@steward:mfa.example", atMs: 1 } };
    const key = "rooms/notices";
    expect((await planNow()).drift).toMatchObject([
        { key, name: "join", severity: "security", canPutBack: true, by, atMs: 5 },
    ]);
    unwrap(await desk.apply({ ...careful, targets: [key] }));
    expect((await planNow()).drift).toEqual([]);
    expect(room.settings.join.kind).not.toBe("public");
});

const withDirectory = manifest.replace(
    "csv: people.csv }",
    "ldap: { url: ldaps://directory.mfa.example, bind: cn=valise, base: ou=people } }",
);

/** What `valise ldap` writes beside a manifest. */
async function copyOfDirectory(readAtMs: number): Promise<string> {
    const entry = {
        dn: "uid=ana,ou=people",
        attributes: new Map([
            ["uid", ["ana"]],
            ["cn", ["Ana Lemos"]],
        ]),
    };
    const directories: Directories = {
        open: async () =>
            ok({
                async *search() {
                    yield ok([entry]);
                },
                [Symbol.asyncDispose]: async () => undefined,
            }),
    };
    const files: ManifestFiles = {
        read: async () => ok(withDirectory),
        async *stream() {
            yield ok("");
        },
    };
    const loaded = unwrap(await loadManifest(files, "valise.yaml", directories));
    return formatDirectoryCopy(loaded.directories, readAtMs);
}

it("plans from what the command read of a directory, says how old that is, and asks for no password", async () => {
    const { desk } = openDesk();
    const opened = async (files: Readonly<Record<string, string>>) =>
        unwrap(await desk.open(folder({ "valise.yaml": withDirectory, ...files })));
    expect(await opened({})).toMatchObject({ kind: "refused", refusals: [{ rule: "directory-not-here", line: 8 }] });
    expect(await opened({ "directory.json": "{}" })).toMatchObject({
        refusals: [{ rule: "json-syntax", file: "directory.json", line: 1 }],
    });
    // Where no directory is named, what lies there under that name is nobody's business.
    expect(await opened({ "valise.yaml": manifest, "people.csv": people, "directory.json": "{}" })).toMatchObject({
        kind: "open",
        summary: { directories: [] },
    });
    const nowMs = createFakeClock().nowMs();
    const old = await copyOfDirectory(nowMs - 8 * 86_400_000);
    expect(await opened({ "directory.json": old })).toMatchObject({ refusals: [{ rule: "directory-copy-old" }] });
    const readAtMs = nowMs - 3_600_000;
    const copy = await copyOfDirectory(readAtMs);
    expect(await opened({ "directory.json": copy })).toMatchObject({
        kind: "open",
        summary: { directories: [{ agency: "Foreign Ministry", readAtMs, accounts: 1 }] },
    });
    const planned = unwrap(await desk.plan(whole));
    if (planned.kind !== "plan") throw new Error(planned.kind);
    expect(planned.plan.changes.map(({ key }) => key)).toContain(`accounts/${ana}`);
    expect(unwrap(await desk.apply(careful))).toMatchObject({ kind: "done", troubles: [] });
    const after = unwrap(await desk.plan(whole));
    expect(after).toMatchObject({ plan: { changes: [], stepCount: 0 } });
});

it("shows who is on the way to their last day or past it, and locks whom it is time for", async () => {
    const { desk } = openDesk();
    // The fake server's time is 2027-01-15.
    const rows = "user,name,expires\nana,Ana Lemos,2027-01-14\nluc,Luc Petit,2027-01-17\nzoe,Zoé Lang,2031-01-31\n";
    unwrap(await desk.open(folder({ "valise.yaml": manifest, "people.csv": rows })));
    const ladder = async () => {
        const planned = unwrap(await desk.plan(whole));
        return planned.kind === "plan"
            ? planned.plan.ladder.map(({ name, stage, daysLeft, isLocked }) => [name, stage, daysLeft, isLocked])
            : planned;
    };
    expect(await ladder()).toEqual([
        ["Ana Lemos", "ended", 0, false],
        ["Luc Petit", 3, 3, false],
    ]);
    unwrap(await desk.apply({ ...careful, targets: [`accounts/${ana}`] }));
    expect(await ladder()).toMatchObject([["Ana Lemos", "ended", 0, true], { 0: "Luc Petit" }]);
    unwrap(await desk.apply(careful));
    // A search says the same, by the same clock: this machine's is another.
    const found = unwrap(await desk.accounts.find("")).rows.filter(({ isManaged }) => isManaged);
    expect(found.map(({ displayName, reached }) => [displayName, reached])).toEqual([
        ["Ana Lemos", { stage: "ended", daysLeft: 0 }],
        ["Luc Petit", { stage: 3, daysLeft: 3 }],
        ["Zoé Lang", null],
    ]);
});

it("finds rooms that no manifest manages, and hands out the piece of manifest that takes one over", async () => {
    const { desk, world } = openDesk();
    expect(await desk.handMade()).toMatchObject({ error: { code: "ADMIN_NO_MANIFEST" } });
    unwrap(await desk.open(demo));
    unwrap(await desk.apply(careful));
    expect(unwrap(await desk.handMade())).toEqual([]);
    const notices = [...world.rooms.values()].find(({ settings }) => settings.name === "Notices");
    if (notices === undefined) throw new Error("no room");
    const roomId = "!old:mfa.example";
    world.rooms.set(roomId, {
        ...{ ...notices, roomId, mark: "", creator: ana, byHand: { version: "12", creators: [ana] } },
        settings: {
            ...{ ...notices.settings, name: "Old desk", maxAgeS: null, servers: null, policy: null },
            power: {
                ...{ users: { [ana]: 100 }, events: {}, usersDefault: 0, eventsDefault: 0 },
                ...{ stateDefault: 50, invite: 50, kick: 50, ban: 50, redact: 50 },
            },
        },
        members: { [ana]: "join" },
    });
    const [found] = unwrap(await desk.handMade());
    expect(found).toMatchObject({ roomId, name: "Old desk", people: 1 });
    if (found?.piece == null) throw new Error("no piece");
    const files = { "valise.yaml": `${manifest}include: [adopted.yaml]\n`, "adopted.yaml": found.piece };
    unwrap(await desk.open(folder({ ...files, "people.csv": people })));
    const planned = unwrap(await desk.plan(whole));
    expect(planned).toMatchObject({ kind: "plan", plan: { changes: [{ key: "rooms/old-desk" }] } });
    expect(unwrap(await desk.apply(careful))).toMatchObject({ kind: "done", troubles: [] });
    // What is managed now is not offered again.
    expect(unwrap(await desk.handMade())).toEqual([]);
});
