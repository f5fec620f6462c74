import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { startTestStack, type TestStack } from "@valise/homeserver";
import { Attribute, Change } from "ldapts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCommand } from "./agencyCommand.ts";
import { dnOf, personEntry, startDirectoryServer } from "./directoryServer.ts";
import { type Ran, runValise, startValise } from "./runValise.ts";
import { buildByHand, sayEnded } from "./serverByHand.ts";

const manifest = `valise: 1
revision: 1
community: crisis
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
  mod: { name: Ministry of Defence, server: mod.example, ceiling: FR/S }
groups:
  desk: { agency: mfa, members: [alice] }
accounts:
  - { agency: mfa, user: alice, name: Alice Alinsky }
  - { agency: mfa, csv: arrivals.csv }
spaces:
  mfa: { agency: mfa, name: Foreign Ministry, members: ["agency:mfa"] }
  mod: { agency: mod, name: Ministry of Defence, members: ["@bob:mod.example"] }
rooms:
  lunch: { agency: mfa, space: mfa, name: Lunch, members: ["agency:mfa", "@bob:mod.example"], retention: 30d }
  desk:
    agency: mfa
    space: mfa
    name: Consular desk
    charter: { label: "FR/DR REL=FRA,DEU", admission: cleared, agencies: [mfa, mod] }
    members: ["group:desk"]
`;

const luc = "@luc.petit:mfa.example";

/** Two agencies with trust rooms; somebody of one in a room of the other, whose last day is `expires`. */
const leavingManifest = (expires: string) => `valise: 1
community: leaving
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example }
  mod: { name: Ministry of Defence, server: mod.example }
accounts:
  - { agency: mfa, user: alice, name: Alice Alinsky }
  - { agency: mfa, user: luc.petit, name: Luc Petit, expires: "${expires}" }
rooms:
  liaison: { agency: mod, name: Liaison, members: ["${luc}"] }
trust:
  mfa: { publisher: alice }
  mod: { publisher: bob }
`;

const directoryManifest = (url: string, bind: string) => `valise: 1
community: directory
agencies: { mod: { name: Ministry of Defence, server: mod.example, ceiling: FR/S } }
groups: { desk: { agency: mod, members: [] } }
accounts:
  - agency: mod
    ldap:
      url: ${url}
      ca: ldap-ca.pem
      bind: ${bind}
      base: ou=people,dc=mfa
      disabled: { attribute: employeeType, is: [closed] }
      groups: { desk: "cn=desk,ou=groups,dc=mfa" }
rooms:
  watch: { agency: mod, name: Watch, members: ["group:desk"] }
`;

describe("valise plan and apply", () => {
    let stack: TestStack;
    let path: string;
    const run = (...args: string[]): Promise<Ran> => runValise(stack.dataDir, args);
    // A slow run says how far it is before.
    const codeOf = ({ stderr }: Ran) => JSON.parse(stderr.trim().split("\n").at(-1) ?? "{}").code;
    const data = (ran: Ran, code = 0) => {
        expect(ran, ran.stderr).toMatchObject({ code });
        return JSON.parse(ran.stdout);
    };

    beforeAll(async () => {
        stack = await startTestStack({ agencies: 2 });
        const folder = join(stack.dataDir, "manifest");
        mkdirSync(folder);
        path = join(folder, "valise.yaml");
        writeFileSync(path, manifest);
        writeFileSync(join(folder, "arrivals.csv"), "user,name,groups\nmaya.ferrand,Maya Ferrand,desk\n");
    }, 300_000);
    afterAll(() => stack[Symbol.asyncDispose]());

    it("plans without changing anything, the same bytes in every language", async () => {
        const first = await run("plan", path, "--json", "--detailed-exitcode");
        const plan = data(first, 4);
        expect(plan.create.map(({ key }: { key: string }) => key)).toEqual([
            "agencies/mfa",
            "agencies/mod",
            "accounts/@maya.ferrand:mfa.example",
            "groups/desk",
            "spaces/mfa",
            "spaces/mod",
            "rooms/desk",
            "rooms/lunch",
        ]);
        expect(plan.access).toContainEqual({
            userId: "@maya.ferrand:mfa.example",
            key: "rooms/desk",
            title: "Consular desk",
            label: "FR/DR REL=FRA,DEU",
            effect: "gains",
        });
        expect((await run("plan", path, "--json", "--lang", "de")).stdout).toBe(first.stdout);
        const people = await run("plan", path, "--lang", "fr");
        expect(people.stdout).toContain("8 à créer");
        expect(people.stdout).toContain("demande une signature");
    });

    it("applies, asks officers for the rest, and the next plan holds that alone", async () => {
        const letters = join(stack.dataDir, "letters");
        const invitation = writeCommand(stack.dataDir, "invite");
        const given = ["--json", "--letters", letters, "--invite", invitation.file];
        const missing = await run("apply", path, "--json", "--invite", path);
        expect([missing.code, codeOf(missing)]).toEqual([2, "bad-usage"]);
        const refused = await run("apply", path, ...given);
        expect([refused.code, codeOf(refused)]).toEqual([1, "invitation-trouble"]);
        const retried = JSON.parse((await run("apply", path, ...given)).stdout);
        expect(retried.invitations).toEqual({
            ...{ sent: ["@maya.ferrand:mfa.example"], notSent: [], unknown: [], waiting: [] },
        });
        expect(JSON.parse((await run("apply", path, ...given)).stdout).invitations.sent).toEqual([]);
        const applied = JSON.parse(refused.stdout);
        expect(applied).toMatchObject({ complete: false, openRequests: ["charter:rooms/desk"], troubles: [] });
        expect(applied.create.length).toBe(8);
        const asked = JSON.parse(readFileSync(applied.signaturesFile, "utf8"));
        expect(asked).toMatchObject({
            version: 1,
            requests: [{ kind: "charter", role: "CHARTER", signers: 1 }],
            signed: [],
        });
        // The first password serves the person; nobody else reads the file.
        const [letter] = readdirSync(letters);
        const file = join(letters, letter ?? "");
        expect(invitation.told()).toEqual([
            {
                ...{
                    v: 1,
                    user: "@maya.ferrand:mfa.example",
                    name: "Maya Ferrand",
                    server: "mfa.example",
                    letter: file,
                },
                agency: { id: "mfa", name: "Foreign Ministry" },
                invitation: expect.any(String),
            },
        ]);
        expect(invitation.surroundings()).not.toContain(readFileSync(file, "utf8").trim());
        expect(statSync(file).mode & 0o777).toBe(0o600);
        const { clientUrl } = stack.agency("mfa");
        const login = await fetch(`${clientUrl}/_matrix/client/v3/login`, {
            method: "POST",
            body: JSON.stringify({
                type: "m.login.password",
                identifier: { type: "m.id.user", user: "maya.ferrand" },
                password: readFileSync(file, "utf8").trim(),
            }),
        });
        expect(login.status).toBe(200);
        const left = data(await run("plan", path, "--json", "--detailed-exitcode"), 4);
        expect(left.change.map(({ key }: { key: string }) => key)).toEqual(["rooms/desk"]);
        expect([left.create, left.destroy, left.drift]).toEqual([[], [], []]);
        writeFileSync(path, manifest.slice(0, manifest.indexOf("  desk:\n    agency")));
        const without = data(await run("plan", path, "--json"));
        expect(without.destroy).toMatchObject([{ kind: "room", isHeldBack: true }]);
        data(await run("apply", path, "--json", "--allow-destroy"));
        expect(data(await run("plan", path, "--json", "--detailed-exitcode"), 0).destroy).toEqual([]);
    });

    it("holds and frees one account by command, and locks it after its last day; the plan tells and puts back", async () => {
        const maya = "@maya.ferrand:mfa.example";
        const [letter = ""] = readdirSync(join(stack.dataDir, "letters"));
        const password = readFileSync(join(stack.dataDir, "letters", letter), "utf8").trim();
        const signsIn = async () => {
            const identifier = { type: "m.id.user", user: maya };
            const body = JSON.stringify({ type: "m.login.password", identifier, password });
            const login = `${stack.agency("mfa").clientUrl}/_matrix/client/v3/login`;
            return (await fetch(login, { method: "POST", body })).status === 200;
        };
        const act = async (name: string, user = maya) => run("account", name, path, user, "--json");
        expect(data(await act("lock"))).toEqual({ userId: maya, act: "lock", letter: null });
        expect(await signsIn()).toBe(false);
        const found = data(await run("plan", path, "--json"));
        expect(found.drift).toMatchObject([{ name: "state", expected: "active", found: "locked", severity: "plain" }]);
        data(await act("reactivate"));
        expect(await signsIn()).toBe(true);
        data(await act("suspend"));
        data(await act("end-sessions"));
        const refused = await act("lock", "@admin:mfa.example");
        expect([refused.code, codeOf(refused)]).toEqual([3, "operator"]);
        const csv = join(stack.dataDir, "manifest", "arrivals.csv");
        const line = readFileSync(csv, "utf8");
        writeFileSync(csv, line.replace("groups\n", "groups,expires\n").replace(/desk\n$/, "desk,2026-01-31\n"));
        data(await run("apply", path, "--json"));
        expect(await signsIn()).toBe(false);
        writeFileSync(csv, line);
        data(await run("apply", path, "--json"));
        expect(await signsIn()).toBe(true);
    });

    it("keeps a record of it all that is whole", async () => {
        const [mfa] = data(await run("audit", path, "--json", "--agency", "mfa"));
        expect(mfa).toMatchObject({ agency: "mfa", brokenAt: null });
        expect(mfa.entries[0]).toMatchObject({ seq: 1, event: "begun", by: "@admin:mfa.example" });
    });

    it("takes a server built by hand over: its people and rooms as they are, nothing opened, nothing made twice", async () => {
        const byHand = await buildByHand(stack);
        const skeleton = join(stack.dataDir, "skeleton.yaml");
        const agencies = "mod: { name: Ministry of Defence, server: mod.example }";
        writeFileSync(skeleton, `valise: 1\ncommunity: taken-over\nagencies: { ${agencies} }\n`);
        const out = join(stack.dataDir, "imported");
        const { files } = data(await run("import", skeleton, "--out", out, "--json"));
        expect(files).toEqual(["mod.csv", "valise.yaml"]);
        expect(readFileSync(join(out, "mod.csv"), "utf8")).toContain("\nbob,bob,active\n");
        const imported = join(out, "valise.yaml");
        const plan = data(await run("plan", imported, "--json"));
        expect([plan.create, plan.destroy, plan.access]).toEqual([[], [], []]);
        const keys = plan.change.map(({ key }: { key: string }) => key);
        expect(keys).toEqual(expect.arrayContaining(["accounts/@bob:mod.example", ...Object.keys(byHand.rooms)]));
        for (const [key, roomId] of Object.entries(byHand.rooms)) {
            const { fields } = plan.change.find((change: { key: string }) => change.key === key);
            expect(fields[0], key).toEqual({ name: "adopted", before: null, after: roomId });
        }
        expect((await run("plan", imported)).stdout).toContain("~ room rooms/old-canteen  Old canteen  [adopted");
        const applied = data(await run("apply", imported, "--json"));
        expect([applied.complete, applied.troubles]).toEqual([true, []]);
        const managed = Object.fromEntries(
            applied.rooms.map(({ key, roomId }: { key: string; roomId: string }) => [key, roomId]),
        );
        expect(managed).toEqual(byHand.rooms);
        const canteen = await byHand.read("rooms/old-canteen", "m.room.power_levels");
        expect(canteen.users).toEqual({
            ...{ "@admin:mod.example": 50, "@bob:mod.example": 50, "@steward:mod.example": 100 },
        });
        expect(await byHand.read("rooms/old-canteen", "m.room.join_rules")).toEqual({ join_rule: "invite" });
        expect(await byHand.read("rooms/old-canteen", "m.room.history_visibility")).toEqual({
            history_visibility: "joined",
        });
        const after = data(await run("plan", imported, "--json", "--detailed-exitcode"));
        expect(after.drift).toEqual([]);
        // What somebody opens by hand from now on is drift, and is put back.
        await byHand.write("rooms/old-canteen", "m.room.topic", { topic: "soup" });
        await byHand.open("rooms/old-canteen");
        const drifted = await run("plan", imported, "--json");
        expect([drifted.code, JSON.parse(drifted.stdout).drift]).toMatchObject([
            3,
            [{ key: "rooms/old-canteen", name: "join", found: "public", severity: "security" }],
        ]);
        data(await run("apply", imported, "--json"));
        data(await run("plan", imported, "--json", "--detailed-exitcode"));
    });

    it("follows a directory: who joins, leaves, is renamed, closed, or changes groups", async () => {
        await using directory = await startDirectoryServer(
            ["nils", "olga", "pia", "quentin"].map((uid) => ({ uid, cn: `${uid} before` })),
            { desk: ["nils", "olga"] },
        );
        const [ldap, secret] = [join(stack.dataDir, "ldap.yaml"), join(stack.dataDir, "ldap.secret")];
        copyFileSync(directory.caFile, join(stack.dataDir, "ldap-ca.pem"));
        writeFileSync(secret, directory.secret);
        writeFileSync(ldap, directoryManifest(directory.ldaps, directory.bind));
        const options = ["--json", "--ldap-secret-file", `mod=${secret}`];
        const changes = async (...more: string[]) => {
            const { create, change, destroy, access } = data(await run("plan", ldap, ...options, ...more));
            const fields = change.map((each: { key: string; fields: { name: string; after: string }[] }) => [
                each.key.replace(/^accounts.@|:mod.example$/g, ""),
                ...each.fields.map(({ name, after }) => `${name}=${after}`),
            ]);
            const keys = (list: { key: string }[]) =>
                list.map(({ key }) => key.replace(/^accounts.@|:mod.example$/g, ""));
            return { create: keys(create), change: fields, destroy: keys(destroy), access: access.length };
        };
        data(await run("apply", ldap, ...options));
        expect(await changes()).toEqual({ create: [], change: [], destroy: [], access: 0 });
        await directory.change(async (client) => {
            await client.add(dnOf("rosa"), personEntry({ uid: "rosa", cn: "Rosa" }));
            await client.del(dnOf("quentin"));
            const replace = (type: string, ...values: string[]) =>
                new Change({ operation: "replace", modification: new Attribute({ type, values }) });
            await client.modify(dnOf("nils"), [replace("cn", "Nils After")]);
            await client.modify(dnOf("olga"), [replace("employeeType", "closed")]);
            await client.modify("cn=desk,ou=groups,dc=mfa", [replace("member", dnOf("nils"), dnOf("pia"))]);
        });
        expect(await changes()).toEqual({
            create: ["rosa"],
            change: [
                ["nils", "name=Nils After"],
                ["olga", "state=locked", "groups.desk=null"],
                ["pia", "groups.desk=member"],
                ["groups/desk", "members.@olga:mod.example=null", "members.@pia:mod.example=member"],
                ["rooms/watch", "members.@olga:mod.example=null", "members.@pia:mod.example=member"],
            ],
            destroy: ["quentin"],
            access: 2,
        });
        data(await run("apply", ldap, ...options, "--allow-destroy"));
        expect(await changes()).toEqual({ create: [], change: [], destroy: [], access: 0 });
        // Someone has to go at once, and the directory is down: the admin's command goes on without it.
        await directory.stop();
        expect(data(await run("offboard", ldap, "@pia:mod.example", "--json"))).toMatchObject({
            needsRevocation: true,
        });
    });

    it("makes one account with a letter, and reminds once of a last day that nears", async () => {
        const [file, letters] = [join(stack.dataDir, "leaving.yaml"), join(stack.dataDir, "letters-by-hand")];
        writeFileSync(file, leavingManifest(new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)));
        const reminder = writeCommand(stack.dataDir, "remind");
        const apply = () => run("apply", file, "--json", "--remind", reminder.file);
        const failed = await apply();
        expect([failed.code, codeOf(failed)]).toEqual([1, "reminder-trouble"]);
        expect(JSON.parse(failed.stdout).reminded).toEqual({ sent: [], notSent: [luc] });
        expect(data(await apply()).reminded).toEqual({ sent: [luc], notSent: [] });
        expect(reminder.told()).toMatchObject([
            { v: 1, user: luc, name: "Luc Petit", server: "mfa.example", withinDays: 14 },
        ]);
        const zoe = "@zoe.lang:mfa.example";
        const named = ["--name", "Zoé Lang", "--letters", letters];
        const { letter } = data(await run("account", "create", file, zoe, ...named, "--json"));
        expect([statSync(letter).mode & 0o777, readdirSync(letters)]).toEqual([0o600, [basename(letter)]]);
        const identifier = { type: "m.id.user", user: zoe };
        const password = readFileSync(letter, "utf8").trim();
        const body = JSON.stringify({ type: "m.login.password", identifier, password });
        const login = await fetch(`${stack.agency("mfa").clientUrl}/_matrix/client/v3/login`, { method: "POST", body });
        expect(login.status).toBe(200);
    });

    it("asks a partner's administrator to take out who has left, who is shown where, does it, and answers", async () => {
        const file = join(stack.dataDir, "leaving.yaml");
        const leavers = (agency: string, ...more: string[]) =>
            run("leavers", file, "--agency", agency, "--json", ...more);
        const { rooms, reminded } = data(
            await run("apply", file, "--json", "--remind", join(stack.dataDir, "remind.json")),
        );
        expect(reminded).toEqual({ sent: [], notSent: [] });
        const roomOf = (key: string) => rooms.find((room: { key: string }) => room.key === key).roomId;
        const strangers = await leavers("mod", "--remove", luc);
        expect([strangers.code, codeOf(strangers)]).toEqual([3, "not-asked"]);
        // Said by the steward as an offboarding does, while the way out of the rooms gets lost.
        await sayEnded(stack, roomOf("trust/mfa"), luc);
        const liaison = { roomId: roomOf("rooms/liaison"), title: "Liaison", canRemove: true };
        const looked = async () => {
            const { code, stdout } = await leavers("mod", "--detailed-exitcode");
            return [code, JSON.parse(stdout)[0].asked];
        };
        const asked = { userId: luc, askedAtMs: expect.any(Number), rooms: [liaison] };
        await expect.poll(looked, { timeout: 20_000, interval: 250 }).toEqual([4, [asked]]);
        const removed = data(await leavers("mod", "--remove", luc, "--detailed-exitcode"));
        expect(removed).toMatchObject([
            { removed: [{ userId: luc, roomId: liaison.roomId }], answered: ["mfa.example"] },
        ]);
        // Nor does the partner's own manifest, which still names the person, let them in again.
        const applied = data(await run("apply", file, "--agency", "mod", "--json"));
        expect(applied.waits).toContainEqual({ key: "rooms/liaison", agency: "mod", reason: "ended", users: [luc] });
        const left = data(await run("offboard", file, luc, "--json"));
        expect(left).toMatchObject({ asked: ["mod.example"], isRevocationAsked: true });
        await expect
            .poll(async () => JSON.parse((await leavers("mfa")).stdout)[0].own[0].cleared, { timeout: 20_000 })
            .toEqual(["mod.example"]);
    });

    it("refuses an unsafe wish by its rule, in one line of JSON", async () => {
        writeFileSync(path, manifest.replace("name: Lunch,", "name: Lunch, history: world_readable,"));
        const refused = await run("plan", path, "--json");
        expect(refused).toMatchObject({ code: 3, stdout: "" });
        expect(JSON.parse(refused.stderr)).toMatchObject({
            code: "history-world-readable",
            file: "valise.yaml",
            line: 16,
        });
    });

    it("killed and run again at once, it goes on: nobody has to break its lock", async () => {
        writeFileSync(path, manifest.replace("community: crisis", "community: second"));
        for (const afterMs of [800, 1200, 1600, 2000]) {
            const { child, ended } = startValise(stack.dataDir, ["apply", path, "--json"]);
            await new Promise((done) => setTimeout(done, afterMs));
            child.kill("SIGKILL");
            await ended;
        }
        const applied = data(await run("apply", path, "--json"));
        expect(applied.left.change.map(({ key }: { key: string }) => key)).toEqual(["rooms/desk"]);
        expect([applied.left.create, applied.left.destroy, applied.left.drift]).toEqual([[], [], []]);
        expect(new Set(applied.rooms.map(({ roomId }: { roomId: string }) => roomId)).size).toBe(4);
    });
});
