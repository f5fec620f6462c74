import { join } from "node:path";
import type { GateSnapshot, RoomId, UserId } from "@valise/bridge";
import { z } from "zod";
import { type Context, withReadySession } from "../commands/Context.ts";
import { confirmWhileSending } from "../commands/gate.ts";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { must } from "../output/foldFailure.ts";
import { readSecret } from "../profile/secretFiles.ts";
import { readTextIfThere, writeTextFile } from "../trust/textFiles.ts";
import { demoTrustDir } from "./demoFolder.ts";
import { call } from "./demoHttp.ts";
import { type DemoHost, enterRoom, idOf, joinPlainly } from "./demoMembers.ts";

interface DemoRoom {
    readonly key: string;
    /** Index of the agency whose officer makes it. */
    readonly owner: number;
    readonly name: string;
    readonly label: string;
    readonly guests: readonly string[];
    /** A member without a clearance, whose screen shows what withholding looks like. */
    readonly uncleared: string | null;
    readonly lines: readonly string[];
}

const demoRooms: readonly DemoRoom[] = [
    {
        ...{ key: "evacuation", owner: 0, name: "Evacuation: assembly points", label: "FR/DR REL=FRA,DEU" },
        guests: ["claire.morvan", "idris.benali", "jonas.richter"],
        uncleared: "ana.lemos",
        lines: ["Point 1 is the school, point 2 the harbour.", "Two coaches stand ready at the harbour."],
    },
    {
        ...{ key: "air-bridge", owner: 1, name: "Air bridge", label: "FR/S" },
        guests: ["nadia.roche", "paul.esteve", "lena.brandt", "watch.officer3", "marta.sobral"],
        uncleared: null,
        lines: ["First rotation at 14:00Z.", "Overflight is granted until midnight."],
    },
];

const keptSchema = z.record(z.string(), z.string());

/** Makes the labelled rooms that are missing, with the officers of all agencies in them; answers their ids. */
export async function ensureDemoRooms(
    dataDir: string,
    hosts: readonly DemoHost[],
): Promise<ReadonlyMap<string, RoomId>> {
    const file = join(demoTrustDir(dataDir), "rooms.json");
    const kept = keptSchema.safeParse(JSON.parse(readTextIfThere(file) ?? "{}")).data ?? {};
    for (const room of demoRooms) {
        if (kept[room.key] !== undefined) continue;
        kept[room.key] = await makeRoom(room, hosts);
        writeTextFile(file, JSON.stringify(kept), 0o644);
    }
    return new Map(Object.entries(kept) as [string, RoomId][]);
}

async function makeRoom(room: DemoRoom, hosts: readonly DemoHost[]): Promise<RoomId> {
    const owner = hosts[room.owner];
    if (owner === undefined) throw new Error("the demonstration has too few agencies");
    const others = hosts.filter((host) => host !== owner);
    const named = [...room.guests, ...(room.uncleared === null ? [] : [room.uncleared])];
    const guests = named.map((localpart) => idOf(hosts, localpart));
    const invite = [...others.map(({ context }) => context.as as UserId), ...guests];
    return withReadySession(owner.context, async (engine) => {
        await until(engine, { topic: "clearance" }, ({ state }) => (state === "held" ? true : null), 30);
        const { name, label } = room;
        const wish = { name, topic: null, invite, kind: "room", label, admission: "cleared" } as const;
        const { roomId } = must(await engine.commands.createRoom(wish));
        await Promise.all(others.map(({ context }) => enterRoom(context, roomId as RoomId)));
        if (room.uncleared !== null) await joinPlainly(hosts, idOf(hosts, room.uncleared), roomId);
        const officers = others.map(({ context }) => context.as);
        const all = (gate: GateSnapshot) =>
            gate.state === "ready" && officers.every((who) => gate.rows.some((row) => row.userId === who && row.reads));
        await until(engine, { topic: "gate", roomId: roomId as RoomId }, (gate) => all(gate) || null, 40);
        for (const line of room.lines) await say(owner.context, engine, roomId as RoomId, line);
        return roomId as RoomId;
    });
}

/** Sends, confirming who will not read it, also somebody whose device is heard of only meanwhile. */
async function say(context: Context, engine: EngineConnection, roomId: RoomId, body: string): Promise<void> {
    await until(engine, { topic: "gate", roomId }, ({ state }) => (state === "ready" ? true : null), 30);
    const { key } = must(await engine.commands.sendText({ roomId, body, html: null, replyTo: null }));
    using _confirming = confirmWhileSending(context, engine, roomId, { key, onlyIfAllRead: false });
    await until(engine, { topic: "outbox" }, ({ queuedCount }) => (queuedCount === 0 ? true : null), 30);
}

/** Whoever comes is greeted, so that there is something to read, or to see withheld, within a minute. */
export interface DemoGreeter {
    look(newDeviceOf: readonly string[]): Promise<void>;
}

const membersSchema = z.object({ members: z.array(z.string()) });
/** Until the newcomer's device has shown its clearance, or is known to the owner's server. */
const SETTLE_MS = 4_000;

export function createDemoGreeter(hosts: readonly DemoHost[], roomIds: ReadonlyMap<string, RoomId>): DemoGreeter {
    const before = new Map<string, ReadonlySet<string>>();
    return {
        async look(newDeviceOf) {
            for (const room of demoRooms) {
                const [owner, roomId] = [hosts[room.owner], roomIds.get(room.key)];
                if (owner === undefined || roomId === undefined) continue;
                const { adminUrl, adminTokenFile } = owner.agency;
                const path = `/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}/members`;
                const answer = await call(adminUrl, readSecret(adminTokenFile), "GET", path);
                const members = membersSchema.safeParse(answer.body).data?.members;
                if (members === undefined) continue;
                const known = before.get(room.key);
                before.set(room.key, new Set(members));
                const came = known === undefined ? [] : members.filter((userId) => !known.has(userId));
                const isUncleared = (userId: string) => userId.startsWith(`@${room.uncleared}:`);
                const back = room.uncleared === null ? [] : newDeviceOf.filter(isUncleared);
                if (came.length + back.length === 0) continue;
                await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
                const [next = ""] = room.lines.slice(-1);
                await withReadySession(owner.context, (engine) => say(owner.context, engine, roomId, next));
            }
        },
    };
}
