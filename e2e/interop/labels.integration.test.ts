import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { EventId, RoomId, TimelineItemSnapshot, UserId } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import { createNodeEngine, type NodeEngine } from "@valise/matrix/node";
import {
    agencyOf,
    createRoom,
    join,
    memoryEngine,
    must,
    row,
    say,
    saying,
    sent,
    signIn,
    signUp,
    until,
} from "@valise/matrix/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isSealedMessage, rewriteEvents } from "../hostile/rewriteEvents.ts";
import { type RealCommunity, startCommunity } from "../support/realCommunity.ts";
import { type Json, startTap, type Tap } from "../support/tap.ts";
import { patiently } from "./encryptedRoom.ts";
import { comesToRead, presentStock } from "./labelledWorld.ts";
import { signInPlain } from "./matrixHttp.ts";
import { StockClient } from "./stockClient.ts";

let stack: TestStack;
let real: RealCommunity;
let tap: Tap;
let alice: NodeEngine;
let bob: NodeEngine;
let stock: StockClient;
let roomId: RoomId;
let aliceCode: string;

const folder = mkdtempSync(joinPath(tmpdir(), "valise-labels-"));
const storeKey = new Uint8Array(randomBytes(32));
const bobAgain = () => createNodeEngine({ profileDir: folder, storeKey });
const idOf = (name: string) => stack.user(name).userId as UserId;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2, users: { mfa: ["notary", "alice"], mod: ["notary", "bob", "sam"] } });
    real = await startCommunity(stack, ["mfa", "mod"]);
    tap = await startTap(stack.user("bob").clientUrl);
    alice = await memoryEngine();
    bob = await bobAgain();
    const sam = stack.user("sam");
    [stock, aliceCode] = await Promise.all([
        StockClient.start(sam.clientUrl, sam.userId, sam.password),
        signUp(alice, stack.user("alice"), real.configOf(idOf("alice"))),
        signUp(bob, stack.user("bob"), { ...real.configOf(idOf("bob")), clientUrl: tap.url }),
    ]);
    await real.clear(alice, idOf("alice"), { want: "FR/S", roles: ["CHARTER"] });
    const wish = { name: "Evacuation", topic: null, kind: "room", label: "FR/S", admission: "roster" } as const;
    const invite = ["bob", "sam"].map(idOf);
    ({ roomId } = must(await alice.commands.createRoom({ ...wish, invite, agencies: ["mfa", "mod"] })));
    await join(bob, roomId);
    await patiently(async () => void (await stock.client.joinRoom(roomId)));
}, 300_000);

afterAll(async () => {
    stock?.[Symbol.dispose]();
    await Promise.all([alice?.close(), bob?.close()]);
    await tap?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
}, 120_000);

const confirmed = async (engine: NodeEngine) => {
    await until(engine, { topic: "gate", roomId }, ({ toConfirm }) => toConfirm !== null);
    must(await engine.commands.confirmReaders({ roomId }));
};
const judged = (body: string) => (r: TimelineItemSnapshot) => r.body === body && r.verdict.code !== "VRD-CHECKING";
const send = (engine: NodeEngine, body: string, label: string | null) =>
    engine.commands.sendText({ roomId, body, html: null, replyTo: null, label });

describe("a labelled room of two agencies", () => {
    it("gives no key to who has shown no clearance, and their app says why", async () => {
        await say(alice, roomId, "before bob is cleared");
        await confirmed(alice);
        await sent(alice, roomId, "before bob is cleared");
        const unread = await row(bob, roomId, (r) => r.undecryptable?.code === "UTD-WITHHELD-CLEARANCE");
        expect(unread.undecryptable).toMatchObject({ withheldCode: "ATT_MISSING", mayHeal: false });
    }, 90_000);

    it("carries each message's label inside, and shows it at the other agency", async () => {
        await real.clear(bob, idOf("bob"), { want: "FR/S" });
        await comesToRead(bob, roomId);
        await until(alice, { topic: "gate", roomId }, ({ rows }) =>
            rows.some((r) => r.userId === idOf("bob") && r.reads),
        );
        must(await send(alice, "two coaches", "FR/DR"));
        const eventId = await sent(alice, roomId, "two coaches");
        const read = await row(bob, roomId, judged("two coaches"));
        expect(read).toMatchObject({
            labelled: "stated",
            marking: { label: "FR/DR", portion: "(DR)" },
            verdict: { kind: "ok", code: null },
        });
        const session = await signInPlain(
            stack.user("bob").clientUrl,
            stack.user("bob").userId,
            stack.user("bob").password,
        );
        const wire = await session.call(
            "GET",
            `/rooms/${encodeURIComponent(roomId)}/event/${encodeURIComponent(eventId)}`,
        );
        expect(JSON.stringify(wire)).not.toMatch(/valise|DR\b|label/);
        const { rows } = await until(bob, { topic: "rooms" }, (s) => s.rows.some((r) => r.preview?.portion === "(DR)"));
        expect(rows[0]?.preview).toMatchObject({ text: "two coaches" });
    }, 90_000);

    it("refuses what is above before it is queued, and an edit that lowers", async () => {
        expect(await send(bob, "too high", "FR/TS")).toEqual({
            ok: false,
            error: { kind: "refused", code: "LBL_ABOVE_ROOM" },
        });
        must(await send(bob, "at the room's own", null));
        await confirmed(bob);
        const own = await row(bob, roomId, (r) => r.body === "at the room's own" && r.mayEdit);
        const eventId = own.eventId as EventId;
        const edit = { roomId, eventId, body: "changed", html: null };
        expect(await bob.commands.editText({ ...edit, label: "FR/DR" })).toMatchObject({
            error: { code: "LBL_LOWERED" },
        });
        must(await bob.commands.editText({ ...edit, label: null }));
        const read = await row(alice, roomId, judged("changed"));
        expect(read).toMatchObject({ marking: { label: "FR/S" }, verdict: { kind: "ok" } });
        expect(read.editedAtMs).not.toBeNull();
    }, 90_000);

    it("carries a file under its label, and its name says so once it is saved", async () => {
        const bytes = new TextEncoder().encode("coach 1: gate B");
        const plan = { name: "plan.txt", mimeType: "text/plain", thumbnail: null, widthPx: null, heightPx: null };
        must(await alice.commands.sendFile({ roomId, ...plan, bytes, replyTo: null, label: "FR/DR" }));
        const read = await row(bob, roomId, (r) => r.file?.name === "plan.txt" && r.marking?.label === "FR/DR");
        expect(read).toMatchObject({ kind: "file", body: "", verdict: { kind: "ok" } });
        const saved = must(await bob.commands.readFile({ roomId, eventId: read.eventId as EventId }));
        expect(saved).toMatchObject({ name: "(DR) plan.txt", marking: { label: "FR/DR" }, bytes });
    }, 60_000);

    it("is exported with its marking first and last, gaps named", async () => {
        const words = {
            ...{ language: "en", title: "Evacuation", exported: "Exported", earlierMissing: "Older ones are missing." },
            ...{ unreadable: "Unreadable", refused: "Refused", deleted: "Deleted", file: "File", edited: "edited" },
            forwarded: "forwarded",
        };
        const made = must(await bob.commands.exportRoom({ roomId, format: "text", words }));
        const lines = made.text.trimEnd().split("\n");
        expect([lines[0], lines.at(-1)]).toEqual(["FR · SECRET", "FR · SECRET"]);
        expect(made.text).toContain("[Unreadable UTD-WITHHELD-CLEARANCE]");
        expect(made).toMatchObject({ complete: true, gapCount: 1, marking: { label: "FR/S" } });
    }, 60_000);

    it("is left only under the message's label, and never into an unlabelled room", async () => {
        const plain = await createRoom(bob, "Canteen");
        const { eventId } = await row(bob, roomId, saying("two coaches"));
        const forward = { roomId, eventId: eventId as EventId };
        expect(await bob.commands.forwardMessage({ ...forward, toRoomId: plain })).toMatchObject({
            error: { kind: "refused", code: "LBL_ROOM_UNLABELLED" },
        });
        must(await bob.commands.forwardMessage({ ...forward, toRoomId: roomId }));
        const copy = await row(alice, roomId, (r) => r.forwardedFrom !== null);
        expect(copy).toMatchObject({
            body: "two coaches",
            marking: { label: "FR/DR" },
            forwardedFrom: { senderId: idOf("alice") },
        });
    }, 60_000);

    it("is quoted only where its words may stand, and the answer is labelled no lower", async () => {
        const { roomId: low } = must(
            await alice.commands.createRoom({
                ...{ name: "Port", topic: null, kind: "room", label: "FR/DR", admission: "roster" },
                ...{ invite: [idOf("bob")], agencies: ["mfa", "mod"] },
            }),
        );
        await join(bob, low);
        await comesToRead(bob, low);
        const plain = await createRoom(bob, "Mess");
        const secret = await row(bob, roomId, (r) => r.marking?.label === "FR/S" && r.eventId !== null && r.own);
        const restricted = await row(bob, roomId, saying("two coaches"));
        const answer = (toRoomId: RoomId, of: TimelineItemSnapshot, label: string | null = null) =>
            bob.commands.sendText({
                ...{ roomId: toRoomId, body: "agreed", html: null, replyTo: null, label },
                quotes: { roomId, eventId: of.eventId as EventId },
            });
        expect(await answer(plain, restricted)).toMatchObject({ error: { code: "LBL_ROOM_UNLABELLED" } });
        expect(await answer(low, secret)).toMatchObject({ error: { code: "LBL_ABOVE_ROOM" } });
        expect(await answer(low, restricted, "FR/NP")).toMatchObject({ error: { code: "LBL_BELOW_QUOTE" } });
        must(await answer(low, restricted));
        const read = await row(alice, low, (r) => r.quoted !== null && r.verdict.code !== "VRD-CHECKING");
        expect(read).toMatchObject({
            ...{ body: "agreed", marking: { label: "FR/DR" }, verdict: { kind: "ok" } },
            quoted: { senderId: idOf("alice"), body: "two coaches", marking: { portion: "(DR)" } },
        });
    }, 90_000);
});

let samIdx = 0;
describe("a client of somebody else", () => {
    const stockBody = (body: string) =>
        patiently(async () => {
            if (!stock.bodies(roomId).includes(body)) throw new Error(`it shows ${stock.bodies(roomId).join(", ")}`);
        });

    it("is not believed until its person has shown a clearance", async () => {
        await stock.send(roomId, "from sam, uncleared");
        const refused = await row(alice, roomId, (r) => r.senderId === idOf("sam") && r.verdict.kind === "refuse");
        expect(refused).toMatchObject({ body: "", verdict: { code: "ATT_MISSING" } });
    }, 60_000);

    it("shows the portion mark first, and its own message counts as the room's highest", async () => {
        const { clientUrl, userId, password } = stack.user("sam");
        samIdx = await presentStock(real.community, stock, await signInPlain(clientUrl, userId, password), roomId);
        await until(alice, { topic: "gate", roomId }, ({ rows }) => rows.some((r) => r.userId === userId && r.reads));
        must(await send(alice, "for every client", "FR/DR"));
        await stockBody("(DR) for every client");
        await stock.send(roomId, "from sam");
        expect(await row(alice, roomId, judged("from sam"))).toMatchObject({
            labelled: "missing",
            marking: { label: "FR/S" },
            verdict: { kind: "warn", code: "VRD-LABEL-MISSING" },
        });
    }, 90_000);

    it("cannot lower a label by an edit, nor make it unclear by stating two", async () => {
        const marking = { text: "anything", portion: "(X)", field: "#000000" };
        const stated = (level: string) => ({ v: 1, policy: "FR", level, categories: {}, marking });
        const write = (body: string, more: object) =>
            stock.client.sendEvent(roomId, "m.room.message" as never, { msgtype: "m.text", body, ...more } as never);
        const { event_id } = await write("by sam, stated", { "org.valise.label": stated("S") });
        const edit = { "m.relates_to": { rel_type: "m.replace", event_id } };
        const lowered = { "m.new_content": { msgtype: "m.text", body: "lowered" }, ...edit };
        await write("* lowered", { ...lowered, "org.valise.label": stated("NP") });
        const kept = (r: TimelineItemSnapshot) => r.body === "by sam, stated" && r.verdict.code === "VRD-EDIT-LOWERED";
        expect(await row(alice, roomId, kept)).toMatchObject({ editedAtMs: null, marking: { label: "FR/S" } });
        const twice = { msgtype: "m.text", body: "stated twice", "org.valise.label": stated("NP") };
        await write("* stated twice", { "m.new_content": twice, ...edit, "org.valise.label": stated("S") });
        expect(await row(alice, roomId, judged("stated twice"))).toMatchObject({
            marking: { label: "FR/S" },
            verdict: { kind: "warn", code: "VRD-LABEL-UNKNOWN" },
        });
    }, 60_000);
});

describe("a server that changes what lies outside", () => {
    const lie = (change: (content: Json) => Json) => {
        tap.rewrite = rewriteEvents((event) =>
            isSealedMessage(event) ? { ...event, content: change(event.content as Json) } : event,
        );
    };

    it("cannot add a label: the one inside counts, and the attempt is shown", async () => {
        lie((content) => ({ ...content, "org.valise.label": { v: 1, policy: "FR", level: "NP" } }));
        must(await send(alice, "with a label outside", "FR/DR"));
        expect(await row(bob, roomId, judged("with a label outside"))).toMatchObject({
            marking: { label: "FR/DR" },
            verdict: { kind: "warn", code: "VRD-LABEL-OUTSIDE" },
        });
    }, 60_000);

    it("cannot make a message an edit of another, nor answer for it", async () => {
        const { eventId } = await row(bob, roomId, saying("two coaches"));
        lie((content) => ({ ...content, "m.relates_to": { rel_type: "m.replace", event_id: eventId } }));
        must(await send(alice, "made an edit", "FR/DR"));
        const changed = await sent(alice, roomId, "made an edit");
        expect(await row(bob, roomId, (r) => r.eventId === changed)).toMatchObject({
            kind: "malformed",
            body: "",
            verdict: { kind: "refuse", code: "VRD-RELATION" },
        });
        expect(await row(bob, roomId, saying("two coaches"))).toMatchObject({ editedAtMs: null });
        tap.rewrite = null;
    }, 60_000);
});

describe("a sender whose clearance ends", () => {
    it("is withheld from then on, and what came before keeps its verdict", async () => {
        await real.publish("mod", { seq: 20, revoked: [samIdx] });
        await until(alice, { topic: "gate", roomId }, ({ rows }) => rows.some((r) => r.code === "ATT_REVOKED"));
        const eventId = await stock.send(roomId, "from sam, revoked");
        expect(await row(alice, roomId, (r) => r.eventId === eventId)).toMatchObject({
            body: "",
            verdict: { kind: "refuse", code: "ATT_REVOKED" },
        });
        expect(await row(alice, roomId, saying("from sam"))).toMatchObject({
            verdict: { kind: "warn", code: "VRD-LABEL-MISSING" },
        });
    }, 60_000);
});

describe("rules that the community signs", () => {
    it("keep a room's keys out of the backup from a level on, and a new device says why it cannot read", async () => {
        const { clientUrl, userId, password } = stack.user("alice");
        const http = await signInPlain(clientUrl, userId, password);
        const { version } = await http.call("GET", "/room_keys/version");
        const backedUp = async (room: RoomId) => {
            const kept = await http.call("GET", `/room_keys/keys?version=${version}`);
            const rooms = kept.rooms as Record<string, { sessions: object }>;
            return Object.keys(rooms[room]?.sessions ?? {}).length;
        };
        // What came before the rule was backed up, and is taken out.
        await expect.poll(() => backedUp(roomId), { timeout: 40_000 }).toBeGreaterThan(0);
        await real.rule("FR", { deviceOnly: "S", preApproved: ["lvl:DR"] });
        const told = await until(alice, { topic: "clearance" }, ({ trust }) => trust.deviceOnly.length > 0);
        expect(told.trust.deviceOnly).toEqual(["FR · SECRET"]);
        await expect.poll(() => backedUp(roomId), { timeout: 40_000 }).toBe(0);
        // Two new sessions, that of the labelled room first: since the revocation its next message has another.
        await until(alice, { topic: "gate", roomId }, ({ state }) => state === "ready");
        must(await alice.commands.confirmReaders({ roomId }));
        must(await send(alice, "on devices only", "FR/DR"));
        await sent(alice, roomId, "on devices only");
        const plain = await createRoom(alice, "Canteen");
        await say(alice, plain, "lunch at noon");
        await expect.poll(() => backedUp(plain), { timeout: 40_000 }).toBe(1);
        expect(await backedUp(roomId)).toBe(0);

        const second = await memoryEngine();
        try {
            await signIn(second, stack.user("alice"), real.configOf(idOf("alice")));
            await until(second, { topic: "session" }, ({ phase }) => phase === "verify-needed");
            // Said before the code is asked for: what it will not bring back.
            await until(second, { topic: "clearance" }, ({ trust }) => trust.deviceOnly.includes("FR · SECRET"));
            must(await second.commands.recover({ code: aliceCode }));
            await row(second, plain, saying("lunch at noon"));
            const unread = await row(second, roomId, (r) => r.undecryptable?.code === "UTD-KEPT-ON-DEVICES");
            expect(unread.undecryptable).toMatchObject({ mayHeal: false });
            must(await second.commands.signOut({}));
        } finally {
            await second.close();
        }
    }, 150_000);

    it("let what is pre-approved be shown unasked: the first room that asks for it is read at once", async () => {
        const asked: string[] = [];
        using _watched = bob.subscribe({ topic: "clearance" }, ({ rows }) =>
            asked.push(...rows.flatMap(({ claims }) => claims)),
        );
        const wish = { name: "Coaches", topic: null, kind: "room", label: "FR/DR", admission: "roster" } as const;
        const agencies = ["mfa", "mod"];
        const room = must(await alice.commands.createRoom({ ...wish, invite: [idOf("bob")], agencies })).roomId;
        await join(bob, room);
        const { mine } = await until(bob, { topic: "gate", roomId: room }, (s) => s.mine.reads);
        expect(mine.ask).toBeNull();
        expect(asked).toEqual([]);
        await until(alice, { topic: "gate", roomId: room }, ({ rows }) =>
            rows.some((r) => r.userId === idOf("bob") && r.reads),
        );
        await say(alice, room, "unasked");
        await row(bob, room, saying("unasked"));
    }, 90_000);
});

describe("a start without a server", () => {
    it("shows every message under its label, with the verdict it had", async () => {
        const { rows } = await until(bob, { topic: "timeline", roomId }, () => true);
        const told = rows
            .filter((r) => r.marking !== null)
            .map(({ eventId, marking, verdict }) => ({ eventId, marking, verdict }));
        expect(told.length).toBeGreaterThan(4);
        await bob.close();
        tap.rule = () => ({ kind: "answer", answer: { status: 502, body: "gone" } });
        bob = await bobAgain();
        const { agency, trust = null } = real.configOf(idOf("bob"));
        const agencies = [{ ...agencyOf(stack.user("bob")), clientUrl: tap.url, ...agency }];
        must(await bob.commands.start({ agencies, trust, protection: null }));
        const again = await until(
            bob,
            { topic: "timeline", roomId },
            (s) => s.rows.length > 0 && s.rows.every(({ verdict }) => verdict.code !== "VRD-CHECKING"),
        );
        const shown = again.rows.filter((r) => r.marking !== null);
        expect(shown.map(({ eventId, marking, verdict }) => ({ eventId, marking, verdict }))).toEqual(
            told.slice(-shown.length),
        );
        expect(shown.length).toBeGreaterThan(4);
        const list = await until(bob, { topic: "rooms" }, (s) => s.rows.some((r) => r.marking !== null));
        expect(list.rows.find((r) => r.roomId === roomId)?.marking?.label).toBe("FR/S");
    }, 60_000);
});
