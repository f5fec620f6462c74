import { join } from "node:path";
import type { SignedBundleWire } from "@valise/clearance";
import type { ReadyAgency } from "@valise/homeserver";
import { z } from "zod";
import { readSecret, writeSecretFile } from "../profile/secretFiles.ts";
import { readTextIfThere, writeTextFile } from "../trust/textFiles.ts";
import { ACTS_TYPE, BUNDLE_TYPE, STATUS_TYPE } from "../trust/trustRoom.ts";
import { demoDeskDir } from "./demoFolder.ts";
import { call, logIn, must } from "./demoHttp.ts";
import { officersOf, trustServiceOf } from "./demoPeople.ts";

/** One agency's trust room, and the token of the account that writes to it. */
export interface DemoTrustRoom {
    readonly agency: ReadyAgency;
    readonly roomId: string;
    readonly tokenFile: string;
}

const done = z.object({});
const enc = encodeURIComponent;

/**
 * Makes each agency's trust room where it is missing: on its own server by its steward, the publishers in it, every account of
 * the agency joined. Kept in a file, so that a later start asks nothing of the servers.
 */
export async function ensureDemoTrustRooms(
    dataDir: string,
    agencies: readonly ReadyAgency[],
    bundle: SignedBundleWire,
    signal: AbortSignal,
): Promise<DemoTrustRoom[]> {
    const rooms = await Promise.all(
        agencies.map(async (agency): Promise<DemoTrustRoom> => {
            const tokenFile = join(demoDeskDir(dataDir, agency.id), "trust-service.token");
            await ensureToken(agency, tokenFile);
            return {
                agency,
                tokenFile,
                roomId: await ensureRoom(dataDir, agency, agencies, signal),
            };
        }),
    );
    await Promise.all(
        rooms.map(async (room) => {
            await joinPartners(room, rooms, signal);
            await joinAccounts(dataDir, room, signal);
            await putBundle(room, bundle, signal);
        }),
    );
    return rooms;
}

async function ensureToken(agency: ReadyAgency, tokenFile: string): Promise<void> {
    const before = readTextIfThere(tokenFile)?.trim();
    if (before !== undefined) {
        const who = await call(agency.clientUrl, before, "GET", "/_matrix/client/v3/account/whoami");
        if (who.status === 200) return;
    }
    const { userId, passwordFile } = trustServiceOf(agency);
    const token = await logIn(agency.clientUrl, userId, readSecret(passwordFile));
    if (token === undefined) throw new Error(`the demonstration: ${userId} cannot sign in`);
    writeSecretFile(tokenFile, `${token}\n`);
}

async function ensureRoom(
    dataDir: string,
    agency: ReadyAgency,
    agencies: readonly ReadyAgency[],
    signal: AbortSignal,
): Promise<string> {
    const file = join(demoDeskDir(dataDir, agency.id), "trust-room");
    const before = readTextIfThere(file)?.trim();
    if (before !== undefined) return before;
    const publishers = agencies.filter(({ id }) => id !== agency.id).map((each) => trustServiceOf(each).userId);
    const own = trustServiceOf(agency).userId;
    const admin = `@admin:${agency.serverName}`;
    const body = {
        ...{ room_version: "12", preset: "private_chat", visibility: "private", name: `Trust · ${agency.name}` },
        creation_content: { type: "org.valise.trust" },
        invite: [own, ...publishers, admin],
        power_level_content_override: {
            ...{
                state_default: 100,
                events_default: 100,
                users_default: 0,
                invite: 50,
                kick: 100,
                ban: 100,
                redact: 100,
            },
            events: { [BUNDLE_TYPE]: 100, [STATUS_TYPE]: 50, [ACTS_TYPE]: 25 },
            users: Object.fromEntries([
                [own, 100],
                ...[...publishers, admin].map((userId) => [userId, 50]),
                ...officersOf(agency).map(({ userId }) => [userId, 25]),
            ]),
        },
    };
    const token = await stewardToken(agency, signal);
    const create = () => call(agency.clientUrl, token, "POST", "/_matrix/client/v3/createRoom", body);
    const { room_id: roomId } = await must(z.object({ room_id: z.string() }), create, "no trust room", signal);
    writeTextFile(file, `${roomId}\n`, 0o644);
    return roomId;
}

/** The steward's own, who is no person and has no device: what it says there is the administrator's word (provisioning SPEC 4.13). */
async function stewardToken({ adminUrl, adminTokenFile, steward }: ReadyAgency, signal: AbortSignal): Promise<string> {
    const path = `/_synapse/admin/v1/users/${enc(steward ?? "")}/login`;
    const logIn = () => call(adminUrl, readSecret(adminTokenFile), "POST", path, {});
    const schema = z.object({ access_token: z.string() });
    return (await must(schema, logIn, "the steward cannot be acted for", signal)).access_token;
}

/** The publishers join, those of partners over federation, so that one agency's list reaches the clients of all. */
async function joinPartners(room: DemoTrustRoom, rooms: readonly DemoTrustRoom[], signal: AbortSignal): Promise<void> {
    const via = `?via=${enc(room.agency.serverName)}`;
    const path = `/_matrix/client/v3/join/${enc(room.roomId)}${via}`;
    await Promise.all(
        rooms.map(async ({ agency, tokenFile }) => {
            const token = readSecret(tokenFile);
            const members = await call(agency.clientUrl, token, "GET", "/_matrix/client/v3/joined_rooms");
            const joined = z.object({ joined_rooms: z.array(z.string()) }).safeParse(members.body).data?.joined_rooms;
            if (joined?.includes(room.roomId)) return;
            await must(done, () => call(agency.clientUrl, token, "POST", path, {}), "a publisher cannot join", signal);
        }),
    );
}

/** Every account of the agency, by the server's administrator, who is let in for this alone. */
async function joinAccounts(dataDir: string, { agency, roomId }: DemoTrustRoom, signal: AbortSignal): Promise<void> {
    const file = join(demoDeskDir(dataDir, agency.id), "trust-room.joined");
    const before = new Set(readTextIfThere(file)?.split("\n") ?? []);
    const missing = agency.users.map(({ userId }) => userId).filter((userId) => !before.has(userId));
    if (missing.length === 0) return;
    const token = readSecret(agency.adminTokenFile);
    const ownJoin = `/_matrix/client/v3/join/${enc(roomId)}`;
    await must(done, () => call(agency.clientUrl, token, "POST", ownJoin, {}), "no administrator", signal);
    const path = `/_synapse/admin/v1/join/${enc(roomId)}`;
    // Whoever made it, whoever publishes and whoever lets the others in are there already.
    const inside = [agency.steward, trustServiceOf(agency).userId, `@admin:${agency.serverName}`];
    for (const userId of missing) {
        if (inside.includes(userId)) continue;
        const join = () => call(agency.adminUrl, token, "POST", path, { user_id: userId });
        await must(done, join, "an account cannot join", signal);
    }
    writeTextFile(file, [...before, ...missing].join("\n"), 0o644);
}

async function putBundle(room: DemoTrustRoom, bundle: SignedBundleWire, signal: AbortSignal): Promise<void> {
    const { agency, roomId, tokenFile } = room;
    const path = `/_matrix/client/v3/rooms/${enc(roomId)}/state/${BUNDLE_TYPE}/`;
    const token = readSecret(tokenFile);
    const shown = await call(agency.clientUrl, token, "GET", path);
    if (z.object({ payload: z.literal(bundle.payload) }).safeParse(shown.body).success) return;
    await must(done, () => call(agency.clientUrl, token, "PUT", path, bundle), "the bundle cannot be written", signal);
}
