import { err, ok } from "@valise/base";
import type { RoomId, UserId } from "@valise/bridge";
import { beforeEach, describe, expect, it } from "vitest";
import { createGateWorld, type GateDevice, type GateWorld, ROOM } from "../../../test/gateWorld.ts";
import { createSummons } from "../../crisis/opening/createSummons.ts";
import { asObject, asString, type JsonObject } from "../../json.ts";
import type { OutboxDraft } from "../../outbox/OutboxEntry.ts";
import { createAdmissions } from "./createAdmissions.ts";
import { createOpenings } from "./createOpenings.ts";
import { createRoomDesk } from "./createRoomDesk.ts";
import type { Openings, OpeningWish } from "./Openings.ts";

type Person = Awaited<ReturnType<GateWorld["person"]>>;

/** A homeserver with one room to give, that remembers what was done to it; `dieAfter` requests its client never hears again. */
function playServer() {
    const state = new Map<string, { type: string; stateKey: string; content: JsonObject }>();
    const invited: string[] = [];
    let created = 0;
    let requests = 0;
    const put = (type: string, stateKey: string, content: JsonObject) =>
        state.set(`${type} ${stateKey}`, { type, stateKey, content });
    const answer = (method: string, path: string, body: JsonObject) => {
        if (path.endsWith("/createRoom")) {
            created++;
            put("m.room.create", "", { room_version: "12", ...asObject(body.creation_content) });
            return ok({ room_id: ROOM });
        }
        if (path.endsWith("/invite")) {
            invited.push(String(body.user_id));
            return ok({});
        }
        const [, type = "", stateKey = ""] = /\/state\/([^/]+)\/(.*)$/.exec(path) ?? [];
        if (method === "PUT") {
            put(type, decodeURIComponent(stateKey), body);
            return ok({ event_id: "$1" });
        }
        const found = state.get(`${type} ${stateKey}`);
        const missing = { kind: "answered", status: 404, errcode: "M_NOT_FOUND" } as const;
        return found === undefined ? err(missing) : ok(found.content);
    };
    const server = {
        ...{ state, invited },
        created: () => created,
        requests: () => requests,
        dieAfter: Number.POSITIVE_INFINITY,
        http: {
            request: async (method: string, path: string, options: { body?: unknown } = {}) => {
                requests++;
                const done = answer(method, path, asObject(options.body) ?? {});
                return requests > server.dieAfter ? new Promise(() => {}) : done;
            },
        } as never,
        contents: (type: string) =>
            [...state.values()].filter((each) => each.type === type).map((each) => each.content),
    };
    return server;
}

let world: GateWorld;
let claire: Person;
let invited: Person[];
let server: ReturnType<typeof playServer>;
let disk: Map<string, unknown>;
let queued: OutboxDraft[];
let furnished: (readonly string[])[];
let cleared: (readonly string[])[];
let invitedWhenCalled: number[];

beforeEach(async () => {
    world = await createGateWorld();
    claire = await world.person("claire:mfa.example", { roles: ["CHARTER", "CRISIS"] });
    invited = await Promise.all(["paul", "lena"].map((name) => world.person(`${name}:mod.example`)));
    server = playServer();
    disk = new Map();
    queued = [];
    furnished = [];
    cleared = [];
    invitedWhenCalled = [];
});

const typeOf = ({ payload }: OutboxDraft) => ("type" in payload ? payload.type : payload.kind);

/** A start of Claire's device on the same disk: it hears of the room what the server has. */
async function start(by = claire): Promise<{ device: GateDevice; openings: Openings }> {
    const device = await world.device(by, { http: server.http, disk });
    const { parts, gates, book } = device;
    for (const { userId, masterKey } of [by, ...invited]) device.setIdentity(userId, masterKey);
    await device.tell(...server.state.values());
    const clock = { ...world.clock, after: (_ms: number, call: () => void) => void setTimeout(call, 1) } as never;
    const desk = createRoomDesk({ ...parts, gates });
    const admissions = createAdmissions({ ...parts, desk, gates });
    const outbox = {
        enqueue: async (draft: OutboxDraft) => {
            if (typeOf(draft) === "org.valise.call") invitedWhenCalled.push(server.invited.length);
            queued.push(draft);
            return ok("key");
        },
    } as never;
    const furnish = async (_roomId: string, _wish: unknown, userIds: readonly string[]) => {
        furnished.push(userIds);
        return ok();
    };
    const clear = async (_roomId: string, called: readonly string[]) => {
        cleared.push(called);
        return ok();
    };
    const summons = createSummons({ desk, gates, outbox, furnish, clear });
    const openings = createOpenings({ ...parts, clock, outbox, gates, desk, admissions, summons, book, steward: null });
    return { device, openings };
}

const wish = () => ({
    name: "Evacuation",
    topic: null,
    invite: invited.map(({ userId }) => userId as UserId),
    kind: "room" as const,
    label: "FR/S",
    admission: null,
    agencies: [],
    cells: {},
});
const payloadOf = (content: JsonObject | undefined) =>
    JSON.parse(Buffer.from(asString(content?.payload) ?? "", "base64url").toString()) as Record<string, unknown>;

function expectWhole(): void {
    expect(server.created()).toBe(1);
    expect(payloadOf(server.contents("org.valise.charter")[0])).toMatchObject({
        seq: 1,
        owner: "urn:valise:agency:mfa",
    });
    expect(server.contents("org.valise.clearance")).toHaveLength(1);
    const admissions = server.contents("org.valise.admission").map(payloadOf);
    const admitted = new Set(admissions.flatMap(({ add }) => (add as { sub: string }[]).map(({ sub }) => sub)));
    expect([...admitted].sort()).toEqual([claire, ...invited].map(({ userId }) => userId).sort());
    expect([...new Set(server.invited)].sort()).toEqual(invited.map(({ userId }) => userId).sort());
    expect(queued.map(({ payload }) => payload)).toContainEqual(
        expect.objectContaining({ type: "m.room.name", content: expect.objectContaining({ name: "Evacuation" }) }),
    );
}

async function killAndResume(opening: OpeningWish, dieAfter: number, whenKilled = () => {}): Promise<void> {
    [server, disk, queued, furnished] = [playServer(), new Map(), [], []];
    server.dieAfter = dieAfter;
    const killed = await start();
    void killed.openings.open(opening);
    await expect.poll(() => server.requests(), { interval: 2 }).toBe(dieAfter + 1);
    whenKilled();
    server.dieAfter = Number.POSITIVE_INFINITY;
    const next = await start();
    await next.openings.resume();
}

const tasks = [{ kind: "task", task: "A".repeat(22), state: "open", text: "Call the airfield" }] as const;
const emergency = {
    ...{ crisis: "B".repeat(22), lead: "urn:valise:agency:mod", exercise: true, exerciseName: null },
    ...{
        phase: "alert" as const,
        precedence: "FLASH" as const,
        startedS: 1,
        retention: { maxAgeS: null, hold: true },
        tasks,
    },
};

describe("opening a labelled room", () => {
    it("charters, presents and admits everybody by one signature before it invites", async () => {
        const { openings } = await start();
        expect(await openings.open(wish())).toEqual({ ok: true, value: { roomId: ROOM as RoomId, notInvited: [] } });
        expectWhole();
        expect(server.contents("org.valise.admission")).toHaveLength(1);
    });

    it("does not invite somebody without an identity that an admission could name", async () => {
        const { device, openings } = await start();
        device.setIdentity(invited[1]?.userId ?? "", null);
        const opened = await openings.open(wish());
        expect(opened).toMatchObject({ ok: true, value: { notInvited: [invited[1]?.userId] } });
        expect(server.invited).toEqual([invited[0]?.userId]);
    });

    it.each([
        ["without the role", () => world.person("eve:mfa.example"), {}, "STM_ROLE"],
        [
            "for strangers to the community",
            async () => claire,
            { invite: ["@x:elsewhere.example" as UserId] },
            "GATE_AGENCY",
        ],
        ["for an agency that is none", async () => claire, { agencies: ["nowhere"] }, "GATE_AGENCY"],
    ])("%s is refused before there is a room", async (_name, who, changes, code) => {
        const { openings } = await start(await who());
        expect(await openings.open({ ...wish(), ...changes })).toEqual({ ok: false, error: { kind: "refused", code } });
        expect(server.created()).toBe(0);
    });

    it("goes on after a kill at any request, to one room with everything in it", async () => {
        const first = await start();
        await first.openings.open(wish());
        const requests = server.requests();
        expect(requests).toBeGreaterThan(5);
        for (let dieAfter = 0; dieAfter < requests; dieAfter++) {
            await killAndResume(wish(), dieAfter);
            expectWhole();
        }
    });

    it("declares, calls and furnishes an emergency room, also after a kill while it is made, admitted or filled", async () => {
        const opening = { ...wish(), kind: "emergency" as const, emergency };
        const first = await start();
        await first.openings.open(opening);
        // Whoever has the call when the invitation comes is in at once.
        expect(invitedWhenCalled).toEqual([0]);
        const requests = server.requests();
        for (const dieAfter of [1, Math.floor(requests / 2), requests - 1]) {
            await killAndResume(opening, dieAfter, () => expect(furnished).toEqual([]));
            expectWhole();
            expect(payloadOf(server.contents("org.valise.charter")[0])).toMatchObject({
                ...{ exercise: true, retention: { hold: true } },
                gate: expect.any(String),
            });
            const types = queued.map(typeOf);
            expect(types).toEqual(expect.arrayContaining(["org.valise.phase", "org.valise.call"]));
            expect(furnished).toEqual([invited.map(({ userId }) => userId)]);
        }
    });

    it("prepares one that stands by without a name, and opens it with the same gate, also after a kill", async () => {
        const charter = () => payloadOf(server.contents("org.valise.charter")[0]);
        const inPeacetime = { ...wish(), kind: "standby" as const, emergency };
        const opening = { ...wish(), kind: "emergency" as const, emergency, from: ROOM };
        for (let dieAfter = 0; dieAfter < 4; dieAfter++) {
            [server, disk, queued, furnished, cleared] = [playServer(), new Map(), [], [], []];
            const first = await start();
            expect(await first.openings.open(inPeacetime)).toMatchObject({ ok: true });
            const prepared = charter();
            expect(prepared).toMatchObject({ seq: 1, phase: "standby", exercise: false });
            expect(queued.map(typeOf)).toEqual(["org.valise.call"]);
            expect([furnished, cleared]).toEqual([[], []]);

            const killed = await start();
            server.dieAfter = server.requests() + dieAfter;
            const done = killed.openings.open(opening);
            await Promise.race([done, expect.poll(() => server.requests()).toBeGreaterThan(server.dieAfter)]);
            server.dieAfter = Number.POSITIVE_INFINITY;
            await (await start()).openings.resume();
            expect(charter()).toMatchObject({ seq: 2, phase: "open", exercise: true, gate: prepared.gate });
            expect(server.created()).toBe(1);
            expect(queued.map(typeOf)).toEqual(expect.arrayContaining(["m.room.name", "org.valise.phase"]));
            expect(cleared.at(-1)).toEqual([claire, ...invited].map(({ userId }) => userId));
            expect(furnished).toContainEqual(invited.map(({ userId }) => userId));
        }
    });
});
