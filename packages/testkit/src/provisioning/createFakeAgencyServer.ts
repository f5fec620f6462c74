import { err, ok, type Result } from "@valise/base";
import {
    type AgencyServer,
    accountKey,
    FOUND_AT_MOST,
    type RoomSettings,
    readAdopted,
    type ServerCommand,
    type ServerFailure,
    serverOf,
} from "@valise/provisioning";
import { type FakeHomeserver, type FakeRoom, type FakeWorld, fakeAccount } from "./FakeWorld.ts";
import { canRemove, fakeLeavers, fakePartners } from "./fakeLeavers.ts";

type Done = Result<void, ServerFailure>;
const refused = (status: number, errcode: string): Done => err({ kind: "refused", status, errcode });

/** A homeserver of a fake world behind the port: it takes and refuses what Synapse takes and refuses. */
export function createFakeAgencyServer(world: FakeWorld, serverName: string): AgencyServer {
    const server = world.servers.get(serverName);
    if (server === undefined) throw new Error(`no homeserver ${serverName}`);
    const operator = `@admin:${serverName}`;
    const id = (sign: string) => `${sign}${String(world.counter++).padStart(6, "0")}`;
    return {
        serverName,
        identify: async () => ok({ operator, nowMs: world.nowMs }),
        async prepare() {
            const steward = `@steward:${serverName}`;
            if (!server.accounts.has(steward)) server.accounts.set(steward, fakeAccount(steward));
            server.hasSteward = true;
            return ok();
        },
        async observe({ identitiesOf, handMade = [], endedOf = [] }) {
            const adopted = readAdopted(Object.fromEntries(server.register));
            const all = [...world.servers.values()].flatMap(({ identities }) => [...identities]);
            return ok({
                serverName,
                operator,
                nowMs: world.nowMs,
                hasSteward: server.hasSteward,
                accounts: [...server.accounts.values()].filter(({ userId }) => !userId.startsWith("@steward:")),
                rooms: [...world.rooms.values()]
                    .filter(({ creator, roomId }) => creator === `@steward:${serverName}` || adopted.has(roomId))
                    .filter(({ isRetired }) => !isRetired)
                    .map((room) => structuredClone({ ...room, mark: adopted.get(room.roomId) ?? room.mark })),
                handMade: [...world.rooms.values()]
                    .filter(
                        ({ byHand, roomId }) => byHand !== null && !adopted.has(roomId) && handMade.includes(roomId),
                    )
                    .map((room) => structuredClone(room)),
                unmanaged: [],
                unmanagedTrust: null,
                register: Object.fromEntries(server.register),
                ended: endedOf.filter((user) =>
                    fakePartners(world, serverName).some(({ leavers }) => leavers.has(user)),
                ),
                identities: Object.fromEntries(all.filter(([user]) => identitiesOf.includes(user))),
            });
        },
        leavers: async () => ok(fakeLeavers(world, server)),
        async roomsOf(userId) {
            const rooms = [...world.rooms.values()].filter(({ members }) => members[userId] !== undefined);
            return ok(
                rooms.map(({ roomId, members }) => ({
                    roomId,
                    servers: [...new Set(Object.keys(members).map(serverOf))].sort(),
                    losesLocalAdmin: !Object.keys(members).includes(`@steward:${serverName}`),
                })),
            );
        },
        async handMadeRooms() {
            const adopted = readAdopted(Object.fromEntries(server.register));
            const others = [...world.rooms.values()].filter(
                ({ creator, roomId }) => creator !== `@steward:${serverName}` && !adopted.has(roomId),
            );
            return ok(
                others.map(({ roomId, settings, members, isSpace, children, creator }) => ({
                    ...{ roomId, name: settings.name, version: "12", settings },
                    ...{ members: Object.keys(members), isSpace, isSpecial: false, children, keepers: [creator] },
                })),
            );
        },
        async findAccounts(text) {
            const found = [...server.accounts.values()].filter(
                ({ userId, displayName }) =>
                    !userId.startsWith("@steward:") && `${userId} ${displayName ?? ""}`.includes(text),
            );
            const accounts = found.slice(0, FOUND_AT_MOST).map((account) => {
                const entry = server.register.get(accountKey(account.userId));
                const expires = typeof entry?.expires === "string" ? entry.expires : null;
                return { ...account, isManaged: entry !== undefined && entry.state !== "removed", expires };
            });
            return ok({ accounts, total: found.length, nowMs: world.nowMs });
        },
        async links() {
            const others = [...world.servers.keys()].filter((name) => name !== serverName);
            return ok(
                others.map((name) => ({ serverName: name, failingSinceMs: null, retryAtMs: null, waitingRooms: null })),
            );
        },
        retryLink: async () => ok(),
        async orphanedRooms() {
            const local = (user: string) => user.endsWith(`:${serverName}`);
            return ok(
                [...world.rooms.values()]
                    .filter(({ members, isRetired }) => !isRetired && Object.keys(members).some(local))
                    .filter(({ members, stewards, creator }) => {
                        const keepers = [creator, ...stewards].filter(local);
                        return !keepers.some((keeper) => members[keeper] === "join");
                    })
                    .map(({ roomId, settings, members }) => ({
                        ...{ roomId, name: settings.name, servers: [] },
                        localCount: Object.keys(members).filter(local).length,
                    })),
            );
        },
        perform: async (command) => perform(world, server, command, id),
        async claim(content) {
            const claim = id("$");
            server.claims.push({ ...content, id: claim, atMs: world.nowMs });
            return ok(claim);
        },
        claims: async () => ok(server.claims),
        async appendAudit(entry) {
            server.audit.push(entry);
            return ok();
        },
        readAudit: async () => ok(server.audit),
    };
}

function perform(world: FakeWorld, server: FakeHomeserver, command: ServerCommand, id: (sign: string) => string): Done {
    if ("roomId" in command) {
        const room = world.rooms.get(command.roomId);
        return room === undefined ? refused(404, "M_NOT_FOUND") : performInRoom(world, server, command, room);
    }
    switch (command.kind) {
        case "create-account": {
            const { userId, displayName } = command;
            server.accounts.set(userId, fakeAccount(userId, { displayName }));
            return ok();
        }
        case "record":
            if (command.value === null) server.register.delete(command.key);
            else server.register.set(command.key, command.value);
            return ok();
        case "record-batch":
            for (const [key, value] of Object.entries(command.entries))
                if (!server.register.has(key)) server.register.set(key, value);
            return ok();
        case "create-room": {
            const { mark, roomKind, settings, stewards } = command;
            const roomId = id("!");
            const creator = `@steward:${server.serverName}`;
            const empty = {
                changes: {},
                children: [],
                charter: null,
                admissions: [],
                statements: {},
                isRetired: false,
            };
            const isSpace = roomKind === "space";
            const members = { [creator]: "join" as const };
            const made = { byHand: null, roomId, mark, isSpace, settings, creator, stewards, members };
            world.rooms.set(roomId, { ...empty, ...made });
            return ok();
        }
        default:
            return performOnAccount(server, command);
    }
}

function performOnAccount(
    server: FakeHomeserver,
    command: Extract<
        ServerCommand,
        { kind: "rename-account" | "set-account-state" | "set-listing" | "end-sessions" | "deactivate-account" }
    >,
): Done {
    const account = server.accounts.get(command.userId);
    if (account === undefined) return refused(404, "M_NOT_FOUND");
    switch (command.kind) {
        case "rename-account":
            account.displayName = command.displayName;
            return ok();
        case "set-account-state":
            account.isLocked = command.state === "locked";
            account.isSuspended = command.state === "suspended";
            return ok();
        case "set-listing":
            account.isUnlisted = !command.isListed;
            return ok();
        case "end-sessions":
            server.ended.push(command.userId);
            return ok();
        case "deactivate-account":
            account.isDeactivated = true;
            account.isLocked = false;
            return ok();
    }
}

function performInRoom(
    world: FakeWorld,
    server: FakeHomeserver,
    command: Extract<ServerCommand, { roomId: string }>,
    room: FakeRoom,
): Done {
    switch (command.kind) {
        case "set-setting":
            room.settings = withSetting(room.settings, command.settings, command.setting);
            return ok();
        case "take-over": {
            const steward = `@steward:${server.serverName}`;
            const power = { ...room.settings.power, users: { ...room.settings.power.users, [steward]: 100 } };
            room.settings = { ...room.settings, power };
            room.members[steward] = "join";
            return ok();
        }
        case "add-child":
            world.rooms.get(command.spaceId)?.children.push(command.roomId);
            return ok();
        case "remove-child": {
            const space = world.rooms.get(command.spaceId);
            if (space) space.children = space.children.filter((child) => child !== command.roomId);
            return ok();
        }
        case "say-ended":
            if (!command.hasEnded) server.leavers.delete(command.userId);
            else if (!server.leavers.has(command.userId)) server.leavers.set(command.userId, ++world.nowMs);
            return ok();
        case "answer-leavers":
            server.cleared.set(command.serverName, command.cleared);
            return ok();
        case "remove-leaver":
            if (!canRemove(room, server.serverName)) return refused(403, "M_FORBIDDEN");
            delete room.members[command.userId];
            return ok();
        case "put-statement":
            if (command.slot === "charter") room.charter = command.statement;
            else if (command.slot === "admission") room.admissions.push(command.statement);
            else room.statements[command.stateKey] = command.statement;
            return ok();
        case "invite":
            if (room.members[command.userId] !== undefined) return refused(403, "M_FORBIDDEN");
            room.members[command.userId] = "invite";
            return ok();
        case "bring-in":
            if (!server.accounts.has(command.userId) || room.members[command.userId] === "ban")
                return refused(403, "M_FORBIDDEN");
            room.members[command.userId] = "join";
            return ok();
        case "join":
            if (!server.accounts.has(command.userId) || room.members[command.userId] !== "invite")
                return refused(403, "M_FORBIDDEN");
            room.members[command.userId] = "join";
            return ok();
        case "remove-member":
            delete room.members[command.userId];
            return ok();
        case "retire-room":
            room.isRetired = true;
            return ok();
    }
}

const withSetting = (settings: RoomSettings, to: RoomSettings, name: keyof RoomSettings): RoomSettings => ({
    ...settings,
    [name]: to[name],
});
