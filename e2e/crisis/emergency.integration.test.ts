import type { CrisisSnapshot, RoomId } from "@valise/bridge";
import { bodies, must, say, sent, until } from "@valise/matrix/testing";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agencyUrn, type CrisisWorld, nowS, startCrisisWorld } from "../support/crisisWorld.ts";
import { openByAnother, openOnBothSides } from "./twoOpeners.ts";

/** One button: a signed plan opens a room to whoever is on watch in three agencies, and they are in it by themselves. */
const people = [
    { name: "alice", agency: "mfa", roles: ["CHARTER", "CRISIS", "BROADCAST", "WATCH.OPS"] },
    { name: "anna", agency: "mfa", roles: ["DIRECTORY", "WATCH.OPS"] },
    { name: "bob", agency: "mod", roles: ["WATCH.OPS"] },
    { name: "ben", agency: "mod", roles: ["DIRECTORY"] },
    { name: "carol", agency: "intel", roles: ["WATCH.OPS", "CHARTER", "CRISIS"] },
    { name: "cora", agency: "intel", roles: ["DIRECTORY"] },
] as const;
type Name = (typeof people)[number]["name"];

let world: CrisisWorld<Name>;
let room: RoomId;
let crisisId: string;

const exportWords = {
    ...{ language: "en", title: "Log", exported: "Exported", earlierMissing: "missing", unreadable: "unreadable" },
    ...{ refused: "refused", deleted: "deleted", file: "file", edited: "edited", forwarded: "from" },
};
const crisisOf = (name: Name, wanted: (snapshot: CrisisSnapshot) => boolean) =>
    until(world.engine(name), { topic: "crisis" }, wanted);
const row = (name: Name, roomId: RoomId, wanted: (row: { membership: string; name: string | null }) => boolean) =>
    until(world.engine(name), { topic: "rooms" }, ({ rows }) =>
        rows.some((each) => each.roomId === roomId && wanted(each)),
    );
const outcomes = async (without: { agency: string; role: string }[] = []) =>
    must(await world.engine("alice").commands.dryRunOpening({ template: "evacuation", without })).rows.map(
        ({ agency, userId, outcome, code }) => [agency.split(":").at(-1), userId, outcome, code],
    );

/** Files the plan as it is then, signed by all three agencies. */
async function plan(seq = 1, standby = 0): Promise<void> {
    const agencies = ["mfa", "mod", "intel"].map(agencyUrn);
    const template = {
        ...{ template: "evacuation", seq, iat: nowS(), names: { en: "Evacuation" }, lead: agencyUrn("mfa") },
        ...{ agencies, label: { pol: "urn:valise:policy:fr:1", lvl: "DR", cat: {} }, admission: "roster" },
        roles: agencies.map((agency) => ({ agency, role: "OPS", required: true })),
        ...{
            checklist: [
                {
                    id: "airfield",
                    texts: { en: "Call the airfield", fr: "Appeler l’aérodrome" },
                    role: "OPS",
                    dueS: 600,
                },
            ],
            sitrepEveryS: 3_600,
            precedence: "FLASH",
            retention: { maxAgeS: null, hold: true },
        },
        standby,
    };
    await world.file("template", template, [
        ["anna", "DIRECTORY"],
        ["ben", "DIRECTORY"],
        ["cora", "DIRECTORY"],
    ]);
}

beforeAll(async () => {
    world = await startCrisisWorld(people, "alice", { deputies: { mod: ["ben"] } });
    await plan();
    await world.giveWatch("anna", "alice");
    await world.giveWatch("ben", "bob");
    await crisisOf("alice", ({ duty, templates }) => templates.length === 1 && duty.length === 3);
}, 300_000);
afterAll(async () => world?.[Symbol.asyncDispose](), 120_000);

describe("an emergency room", () => {
    it("is tried dry: who will read, and which watch nobody has", async () => {
        const before = await outcomes();
        expect(before[0]).toEqual(["mfa", world.idOf("alice"), "reads", null]);
        expect(before[2]).toEqual(["intel", null, "refused", "CRS_NOBODY_ON_WATCH"]);
        await world.giveWatch("cora", "carol");
        await crisisOf("alice", ({ duty }) => duty.every(({ holderId }) => holderId !== null));
        expect(await outcomes([{ agency: agencyUrn("mod"), role: "OPS" }])).toEqual([
            ["mfa", world.idOf("alice"), "reads", null],
            ["mod", world.idOf("bob"), "left-out", null],
            ["intel", world.idOf("carol"), "reads", null],
        ]);
        // Whoever opens it is in it, also without a watch that is called.
        const ofAlice = await outcomes([{ agency: agencyUrn("mfa"), role: "OPS" }]);
        expect(ofAlice.slice(0, 2)).toEqual([
            ["mfa", world.idOf("alice"), "reads", null],
            ["mfa", world.idOf("alice"), "left-out", null],
        ]);
    });

    it("calls a deputy whom the directory names in the holder's place, and nobody else", async () => {
        const role = { agency: agencyUrn("mod"), role: "OPS" };
        const dry = async (name: Name) => {
            const wish = { template: "evacuation", deputies: [{ ...role, userId: world.idOf(name) }] };
            const { rows } = must(await world.engine("alice").commands.dryRunOpening(wish));
            return rows.find(({ agency }) => agency === role.agency);
        };
        const deputies = [world.idOf("ben")];
        expect(await dry("ben")).toMatchObject({ userId: world.idOf("ben"), outcome: "reads", deputies });
        expect(await dry("cora")).toMatchObject({ outcome: "refused", code: "CRS_NOT_ELIGIBLE" });
    });

    it("is entered by everybody on watch without a click, and read from the first message on", async () => {
        const alice = world.engine("alice");
        const wish = { template: "evacuation", name: "Kessara", exercise: true, exerciseName: "ORION" };
        const opened = must(await alice.commands.openEmergencyRoom(wish));
        expect(opened).toMatchObject({ from: "cold", waits: [], refused: [] });
        expect([...opened.reads].sort()).toEqual((["alice", "bob", "carol"] as const).map(world.idOf).sort());
        ({ roomId: room, crisisId } = opened);
        await say(alice, room, "Two coaches at 06:00");
        await sent(alice, room, "Two coaches at 06:00");
        for (const name of ["bob", "carol"] as const) {
            await bodies(world.engine(name), room, "Two coaches at 06:00");
            await row(name, room, (each) => each.membership === "join" && each.name === "Kessara");
            const { crises } = await crisisOf(name, (snapshot) => snapshot.crises.length === 1);
            expect(crises[0]).toMatchObject({
                ...{ crisisId, roomId: room, name: "Kessara", phase: "response", exercise: true },
                lead: agencyUrn("mfa"),
            });
            const { rows } = await until(world.engine(name), { topic: "rooms" }, () => true);
            expect(rows.find(({ roomId }) => roomId === room)).toMatchObject({ kind: "emergency", exercise: true });
        }
    });

    it("begins with the plan's checklist as tasks that everybody can read", async () => {
        const log = { topic: "log", roomId: room } as const;
        const { rows } = await until(world.engine("carol"), log, (snapshot) => snapshot.rows.length === 2);
        expect(rows).toMatchObject([
            { kind: "task", title: "Call the airfield", ownerRole: "OPS", done: false, chain: "whole" },
            { kind: "automatic", chain: "whole", auto: { code: "room-opened", facts: { from: "cold", reads: 3 } } },
        ]);
    });

    it("says EXERCISE on everything but what is sent as real", async () => {
        const [alice, carol] = [world.engine("alice"), world.engine("carol")];
        const text = { roomId: room, html: null, replyTo: null };
        must(await alice.commands.sendText({ ...text, body: "A real injury at gate C", noDuff: true }));
        must(await alice.commands.sendText({ ...text, body: "Two more coaches" }));
        const timeline = { topic: "timeline", roomId: room } as const;
        const { rows } = await until(carol, timeline, (seen) =>
            seen.rows.some(({ body }) => body === "Two more coaches"),
        );
        const marks = rows.flatMap(({ kind, body, noDuff }) => (kind === "text" ? [[body, noDuff]] : []));
        expect(marks).toContainEqual(["A real injury at gate C", true]);
        expect(
            marks.filter(([body]) => body !== "A real injury at gate C").every(([, noDuff]) => noDuff === false),
        ).toBe(true);
        const written = must(await alice.commands.exportRoom({ roomId: room, format: "text", words: exportWords }));
        expect(written.name).toMatch(/^EXERCISE /);
        expect(written.text).toMatch(/^EXERCISE – [^\n]+\n/);
        expect(written.text).toMatch(/^NO-DUFF \S+ .*A real injury/m);
        expect(written.text).toMatch(/^EXERCISE \S+ .*Two more coaches/m);
    });

    it("writes what happens into the chain of whoever did it, and real broadcasts as real", async () => {
        const [alice, carol] = [world.engine("alice"), world.engine("carol")];
        const flash = { roomId: world.channel, precedence: "FLASH", ask: null } as const;
        const real = must(await alice.commands.sendBroadcast({ ...flash, texts: { en: "Real fire in the annex" } }));
        const exercise = { status: "exercise", exerciseName: "ORION", texts: { en: "Assume a fire" } } as const;
        const played = must(await alice.commands.sendBroadcast({ ...flash, ...exercise }));
        const both = await crisisOf("carol", ({ rows }) => rows.length === 2);
        const markOf = (id: string) => both.rows.find(({ broadcastId }) => broadcastId === id);
        expect(markOf(real.broadcastId)).toMatchObject({ status: "actual", noDuff: true, alarm: { sounds: true } });
        expect(markOf(played.broadcastId)).toMatchObject({ status: "exercise", noDuff: false });
        const broadcast = { senderId: world.idOf("alice"), broadcastId: real.broadcastId };
        await crisisOf("alice", ({ rows }) => rows.length === 2);
        must(await alice.commands.cancelBroadcast({ broadcast, reason: { en: "Put out" } }));
        const log = { topic: "log", roomId: room } as const;
        const { rows } = await until(carol, log, (snapshot) =>
            snapshot.rows.some(({ auto }) => auto?.code === "broadcast-cancelled"),
        );
        expect(
            rows.flatMap(({ auto, chain }) =>
                auto === null ? [] : [[auto.code, auto.broadcastId, auto.noDuff, chain]],
            ),
        ).toEqual([
            ["room-opened", null, false, "whole"],
            ["broadcast-sent", real.broadcastId, true, "whole"],
            ["broadcast-sent", played.broadcastId, false, "whole"],
            ["broadcast-cancelled", real.broadcastId, true, "whole"],
        ]);
    });

    it("changes its phase for everybody, by an authority and along the table", async () => {
        const phase = { roomId: room, phase: "recovery", note: "Airfield open" } as const;
        const refused = await world.engine("bob").commands.setPhase(phase);
        expect(refused).toMatchObject({ error: { code: "CRS_NOT_A_CRISIS_AUTHORITY" } });
        must(await world.engine("alice").commands.setPhase(phase));
        await crisisOf("bob", ({ crises }) => crises[0]?.phase === "recovery");
        const { rows } = await until(world.engine("bob"), { topic: "log", roomId: room }, (snapshot) =>
            snapshot.rows.some(({ auto }) => auto?.code === "phase-changed"),
        );
        expect(rows.at(-1)).toMatchObject({ chain: "whole", auto: { facts: { from: "response", phase: "recovery" } } });
        const back = await world.engine("alice").commands.setPhase({ ...phase, phase: "alert" });
        expect(back).toMatchObject({ error: { code: "CRS_NO_SUCH_STEP" } });
    });

    it("is not entered a second time by a call that was used", async () => {
        must(
            await world
                .engine("alice")
                .commands.removeMember({ roomId: room, userId: world.idOf("bob"), reason: null }),
        );
        await until(world.engine("bob"), { topic: "rooms" }, ({ rows }) => rows.every(({ roomId }) => roomId !== room));
        must(await world.engine("alice").commands.invite({ roomId: room, userIds: [world.idOf("bob")] }));
        await row("bob", room, ({ membership }) => membership === "invite");
        // A call of an agency that is no crisis authority waits as well; both have had their time by the end of this.
        const carols = must(
            await world.engine("carol").commands.openEmergencyRoom({
                ...{ template: "evacuation", name: "Other", exercise: false, phase: "alert" },
                lead: agencyUrn("intel"),
                without: [{ agency: agencyUrn("mfa"), role: "OPS" }],
            }),
        );
        expect(carols.waits).toEqual([world.idOf("bob")]);
        const begun = { roomId: carols.roomId, phase: "alert", lead: agencyUrn("intel") };
        const { crises } = await crisisOf("carol", (all) => all.crises.some(({ roomId }) => roomId === carols.roomId));
        expect(crises).toContainEqual(expect.objectContaining(begun));
        const { rows } = await until(world.engine("bob"), { topic: "rooms" }, (list) =>
            list.rows.some(({ roomId }) => roomId === carols.roomId),
        );
        const memberships = rows.flatMap(({ roomId, membership }) =>
            roomId === room || roomId === carols.roomId ? [membership] : [],
        );
        expect(memberships).toEqual(["invite", "invite"]);
    });
});

describe("a room that stands by", () => {
    const readyIn = ({ templates }: CrisisSnapshot) => templates[0]?.standbyReady;

    it("is prepared in peacetime, hidden and without a name, with everybody on watch in it", async () => {
        const bundleOf = ({ trust }: { trust: { bundleSeq: number | null } }) => trust.bundleSeq ?? 0;
        const { bundleSeq } = (await until(world.engine("alice"), { topic: "clearance" }, () => true)).trust;
        await world.real.authorise(["mfa", "intel"]);
        for (const name of ["alice", "bob", "carol"] as const)
            await until(world.engine(name), { topic: "clearance" }, (own) => bundleOf(own) > (bundleSeq ?? 0));
        await plan(2, 1);
        await until(world.engine("alice"), { topic: "crisis" }, (snapshot) => readyIn(snapshot) === 1, 90_000);
        expect(must(await world.engine("alice").commands.dryRunOpening({ template: "evacuation" })).from).toBe(
            "standby",
        );
        const { rows } = await until(world.engine("carol"), { topic: "rooms" }, (list) =>
            list.rows.some(({ kind }) => kind === "standby"),
        );
        expect(rows.find(({ kind }) => kind === "standby")).toMatchObject({ membership: "join", name: null });
    });

    it("is opened by one charter with whoever is called, and the next one is made behind", async () => {
        const alice = world.engine("alice");
        const wish = { template: "evacuation", name: "Harbour", crisisId, exercise: true };
        const without = [{ agency: agencyUrn("intel"), role: "OPS" }];
        // What Carol's homeserver still lacks of the room it asks for too late: it never takes in that she was taken out.
        world.stack.fault("intel", "mfa", { delayMs: 1_500 });
        const opened = must(await alice.commands.openEmergencyRoom({ ...wish, without }));
        expect(opened).toMatchObject({ from: "standby", waits: [], refused: [] });
        expect([...opened.reads].sort()).toEqual((["alice", "bob"] as const).map(world.idOf).sort());
        await say(alice, opened.roomId, "Two ships at noon");
        await bodies(world.engine("bob"), opened.roomId, "Two ships at noon");
        const { rows } = await until(world.engine("bob"), { topic: "rooms" }, (list) =>
            list.rows.some(({ roomId, name }) => roomId === opened.roomId && name === "Harbour"),
        );
        expect(rows.find(({ roomId }) => roomId === opened.roomId)).toMatchObject({
            kind: "emergency",
            exercise: true,
        });
        await until(world.engine("carol"), { topic: "rooms" }, (list) =>
            list.rows.every(({ roomId }) => roomId !== opened.roomId),
        );
        world.stack.heal();
        await until(alice, { topic: "crisis" }, (snapshot) => readyIn(snapshot) === 1, 90_000);
    });
});

describe("a room that stands by, and an authority of another agency than the one that made it", () => {
    it("is opened by them with everybody called, who believe it", () => openByAnother(world));

    it("is one room and one crisis, once, where both sides of a cut link opened it", () => openOnBothSides(world));
});

describe("a watch", () => {
    const dutyRole = { agency: agencyUrn("mfa"), role: "OPS" };
    const rowIn = ({ duty }: CrisisSnapshot) => duty.find(({ agency }) => agency === dutyRole.agency);

    it("is offered by its holder alone, with a word to the next, and theirs when they have signed", async () => {
        const [alice, anna, bob] = [world.engine("alice"), world.engine("anna"), world.engine("bob")] as const;
        const offer = { dutyRole, to: world.idOf("anna"), note: "Two coaches at 06:00" };
        const refused = { error: { kind: "refused", code: "CRS_NOT_ON_WATCH" } };
        expect(await bob.commands.handOverWatch(offer)).toMatchObject(refused);
        expect(await alice.commands.handOverWatch({ ...offer, to: world.idOf("bob") })).toMatchObject({
            error: { code: "CRS_NOT_ELIGIBLE" },
        });
        expect(await anna.commands.takeWatch({ dutyRole })).toMatchObject({ error: { code: "CRS_NOT_OFFERED" } });
        must(await alice.commands.handOverWatch(offer));
        const offered = await crisisOf("anna", (snapshot) => rowIn(snapshot)?.offeredBy === world.idOf("alice"));
        expect(rowIn(offered)).toMatchObject({ offeredNote: offer.note, holderId: world.idOf("alice") });
        // What is open goes along; Anna is in none of the rooms, so that it stays a number.
        const checklist = { authorId: world.idOf("alice"), seq: 1, title: null };
        expect(rowIn(offered)?.offeredOpen?.pending).toContainEqual(checklist);
        must(await anna.commands.takeWatch({ dutyRole }));
        for (const name of ["alice", "anna", "bob"] as const)
            await crisisOf(name, (snapshot) => rowIn(snapshot)?.holderId === world.idOf("anna"));
        expect(await anna.commands.takeWatch({ dutyRole })).toMatchObject({ error: { code: "CRS_NOT_OFFERED" } });
        // Anna is not in the room: whoever gave the watch says so there.
        const { rows } = await until(alice, { topic: "log", roomId: room }, (snapshot) =>
            snapshot.rows.some(({ auto }) => auto?.code === "watch-changed"),
        );
        const facts = { role: "OPS", from: world.idOf("alice"), to: world.idOf("anna") };
        expect(rows.at(-1)).toMatchObject({ authorId: world.idOf("alice"), chain: "whole", auto: { facts } });
    });
});

describe("a crisis that ends", () => {
    /** Megolm sessions this person's device has used in a room. */
    const sessionsOf = async (name: Name): Promise<Set<string>> => {
        const packed = must(
            await world.engine(name).commands.exportArchive({ roomId: room, words: exportWords, files: false }),
        );
        const manifests = JSON.parse(new TextDecoder().decode(unzipSync(packed.bytes)["recipients.json"]));
        return new Set((manifests as { sessionId: string }[]).map(({ sessionId }) => sessionId));
    };

    it("is closed in all of its rooms; what is written after is under new keys, on every device", async () => {
        const names = ["alice", "carol"] as const;
        const before = new Map<Name, Set<string>>();
        for (const name of names) {
            await say(world.engine(name), room, `Last word of ${name}`);
            await sent(world.engine(name), room, `Last word of ${name}`);
            before.set(name, await sessionsOf(name));
        }
        const note = "All are safe; the harbour is open.";
        must(await world.engine("alice").commands.setPhase({ roomId: room, phase: "closed", note }));
        await crisisOf("alice", ({ crises }) =>
            crises.every((each) => (each.crisisId === crisisId) === (each.phase === "closed")),
        );
        await crisisOf("carol", ({ crises }) => crises.some((each) => each.roomId === room && each.phase === "closed"));
        for (const name of names) {
            await say(world.engine(name), room, `Afterwards, ${name}`);
            await bodies(world.engine(name === "alice" ? "carol" : "alice"), room, `Afterwards, ${name}`);
            const after = await sessionsOf(name);
            expect([name, after.size]).toEqual([name, (before.get(name)?.size ?? 0) + 1]);
        }
        const again = await world.engine("alice").commands.setPhase({ roomId: room, phase: "response", note: null });
        expect(again).toMatchObject({ error: { code: "CRS_NO_SUCH_STEP" } });
    });
});
