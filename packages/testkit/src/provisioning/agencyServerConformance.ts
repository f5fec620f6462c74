import { unwrap } from "@valise/base";
import { draftStatement } from "@valise/clearance";
import type { AgencyServer, ObservedRoom, RoomSettings, ServerCommand } from "@valise/provisioning";

/** One behaviour that every implementation of `AgencyServer` has; throws when it is not so. */
export interface ConformanceCase {
    readonly name: string;
    run(own: AgencyServer, partner: AgencyServer): Promise<void>;
}

const wanted = { identitiesOf: [], suspensionOf: [] };

function expectSame(found: unknown, expected: unknown): void {
    const [a, b] = [JSON.stringify(sorted(found)), JSON.stringify(sorted(expected))];
    if (a !== b) throw new Error(`found ${a}, expected ${b}`);
}

function sorted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, member]) => [name, sorted(member)]),
    );
}

async function must(server: AgencyServer, command: ServerCommand): Promise<void> {
    const done = await server.perform(command);
    if (!done.ok) throw new Error(`${command.kind}: ${JSON.stringify(done.error)}`);
}

async function roomWith(server: AgencyServer, mark: string): Promise<ObservedRoom> {
    const rooms = unwrap(await server.observe(wanted)).rooms.filter((room) => room.mark === mark);
    if (rooms[0] === undefined || rooms.length > 1) throw new Error(`${rooms.length} rooms marked ${mark}`);
    return rooms[0];
}

const settingsOf = (server: AgencyServer, partner: AgencyServer): RoomSettings => ({
    name: "First name",
    join: { kind: "invite" },
    history: "joined",
    guests: false,
    encryption: { periodMs: 7_200_000, messages: 50, state: true },
    power: {
        users: {},
        events: { "m.room.server_acl": 100, "org.valise.clearance": 0 },
        usersDefault: 0,
        eventsDefault: 0,
        stateDefault: 50,
        invite: 50,
        kick: 50,
        ban: 50,
        redact: 50,
    },
    servers: [server.serverName, partner.serverName].sort(),
    policy: { server: server.serverName, publicKey: "A".repeat(43) },
    maxAgeS: 86_400,
});

async function createRoom(own: AgencyServer, partner: AgencyServer, mark: string): Promise<ObservedRoom> {
    const stewards = [`@steward:${own.serverName}`];
    await must(own, { kind: "create-room", mark, roomKind: "room", settings: settingsOf(own, partner), stewards });
    return roomWith(own, mark);
}

/** The agency's trust room, with its own publisher and the partner's in it. */
async function createTrustRoom(own: AgencyServer, partner: AgencyServer, tag: string): Promise<string> {
    const [near, far] = [own, partner].map(({ serverName }) => `@${tag}-publisher:${serverName}`) as [string, string];
    const settings = settingsOf(own, partner);
    const power = {
        ...{ ...settings.power, users: { [near]: 100 }, stateDefault: 100 },
        events: { "org.valise.trust.bundle": 100 },
    };
    await must(own, {
        ...{ kind: "create-room", mark: `${tag}-trust`, roomKind: "trust", stewards: [`@steward:${own.serverName}`] },
        settings: { ...settings, power, encryption: null, policy: null },
    });
    const { roomId } = await roomWith(own, `${tag}-trust`);
    await must(own, { kind: "bring-in", roomId, userId: near });
    await must(own, { kind: "invite", roomId, userId: far });
    await must(partner, { kind: "join", roomId, userId: far, via: [own.serverName] });
    return roomId;
}

/** What one server says reaches another by and by. */
async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
    const untilMs = performance.now() + 15_000;
    for (;;) {
        const seen = await look();
        if (seen !== undefined) return seen;
        if (performance.now() > untilMs) throw new Error(`never: ${what}`);
        await new Promise((done) => setTimeout(done, 100));
    }
}

/** `tag` sets the objects of one run apart from those of others on the same servers. */
export const agencyServerConformance = (tag: string): readonly ConformanceCase[] => [
    {
        name: "prepares twice as once, and tells who its token belongs to",
        async run(own, partner) {
            for (const server of [own, own, partner]) unwrap(await server.prepare());
            const { operator } = unwrap(await own.identify());
            if (!operator.endsWith(`:${own.serverName}`)) throw new Error("an operator of another server");
            expectSame(unwrap(await own.observe(wanted)).hasSteward, true);
        },
    },
    {
        name: "keeps the register's entries, and clears one",
        async run(own) {
            const [one, two] = [`groups/${tag}-one`, `groups/${tag}-two`];
            for (const key of [one, two])
                await must(own, { kind: "record", key, value: { members: ["@x:y"], note: "é" } });
            await must(own, { kind: "record", key: one, value: null });
            const { register } = unwrap(await own.observe(wanted));
            expectSame(register[one] === undefined, true);
            expectSame(register[two], { members: ["@x:y"], note: "é" });
        },
    },
    {
        name: "keeps a batch of entries, each replaced by one that is written by itself",
        async run(own) {
            const [one, two] = [`accounts/@${tag}-a:x`, `accounts/@${tag}-b:x`];
            const entries = { [one]: { state: "active" }, [two]: { state: "active" } };
            await must(own, { kind: "record-batch", name: `${tag}-batch`, entries });
            await must(own, { kind: "record", key: two, value: { state: "removed" } });
            const { register } = unwrap(await own.observe(wanted));
            expectSame([register[one], register[two]], [{ state: "active" }, { state: "removed" }]);
        },
    },
    {
        name: "makes an account, names it, locks, suspends and ends it",
        async run(own) {
            const userId = `@${tag}-life:${own.serverName}`;
            const see = async (suspensionOf: readonly string[] = []) => {
                const { accounts } = unwrap(await own.observe({ identitiesOf: [], suspensionOf }));
                const found = accounts.find((account) => account.userId === userId);
                return (
                    found && [found.displayName, found.isAdmin, found.isLocked, found.isSuspended, found.isDeactivated]
                );
            };
            await must(own, { kind: "create-account", userId, displayName: "First" });
            expectSame(await see(), ["First", false, false, false, false]);
            await must(own, { kind: "rename-account", userId, displayName: "Second" });
            await must(own, { kind: "set-account-state", userId, state: "suspended" });
            expectSame(await see([userId]), ["Second", false, false, true, false]);
            await must(own, { kind: "set-account-state", userId, state: "locked" });
            expectSame((await see([userId]))?.slice(2), [true, false, false]);
            await must(own, { kind: "set-account-state", userId, state: "active" });
            expectSame((await see([userId]))?.slice(2), [false, false, false]);
            const isUnlisted = async () =>
                unwrap(await own.observe({ ...wanted, listingOf: [userId] })).accounts.find(
                    (account) => account.userId === userId,
                )?.isUnlisted;
            await must(own, { kind: "set-listing", userId, isListed: false });
            expectSame(await isUnlisted(), true);
            await must(own, { kind: "set-listing", userId, isListed: true });
            expectSame(await isUnlisted(), false);
            await must(own, { kind: "set-account-state", userId, state: "locked" });
            await must(own, { kind: "end-sessions", userId });
            await must(own, { kind: "deactivate-account", userId });
            expectSame((await see())?.at(-1), true);
        },
    },
    {
        name: "finds accounts by a part of their id, with what a manifest says of them",
        async run(own) {
            const userId = `@${tag}-found:${own.serverName}`;
            await must(own, { kind: "create-account", userId, displayName: "Found" });
            await must(own, { kind: "set-account-state", userId, state: "suspended" });
            const find = async () => unwrap(await own.findAccounts(`${tag}-found`));
            const { accounts, total } = await find();
            expectSame(
                [total, accounts.map((each) => [each.userId, each.isSuspended, each.isManaged])],
                [1, [[userId, true, false]]],
            );
            const value = { state: "active", expires: "2031-01-31" };
            await must(own, { kind: "record", key: `accounts/${userId}`, value });
            const [kept] = (await find()).accounts;
            expectSame([kept?.isManaged, kept?.expires], [true, "2031-01-31"]);
            const nobody = unwrap(await own.findAccounts(`${tag}-nobody`));
            expectSame([nobody.accounts, nobody.total], [[], 0]);
            // The server's own time, by which accounts end.
            const { nowMs } = unwrap(await own.identify());
            if (Math.abs(nowMs - nobody.nowMs) > 10_000) throw new Error("another time than the server's");
        },
    },
    {
        name: "creates a room just as wished, found by its mark, with nobody in it",
        async run(own, partner) {
            const room = await createRoom(own, partner, `${tag}-create`);
            expectSame(room.settings, settingsOf(own, partner));
            expectSame(room.members, { [`@steward:${own.serverName}`]: "join" });
            expectSame([room.isSpace, room.charter, room.admissions, room.children], [false, null, [], []]);
        },
    },
    {
        name: "changes each setting by itself",
        async run(own, partner) {
            const { roomId, settings: before } = await createRoom(own, partner, `${tag}-change`);
            const after: RoomSettings = {
                ...before,
                name: null,
                join: { kind: "spaces", spaces: [roomId] },
                history: "invited",
                guests: true,
                encryption: { periodMs: null, messages: null, state: false },
                power: { ...before.power, users: { [`@someone:${own.serverName}`]: 50 }, invite: 0 },
                servers: [own.serverName],
                policy: null,
                maxAgeS: null,
            };
            for (const setting of Object.keys(after) as (keyof RoomSettings)[]) {
                await must(own, { kind: "set-setting", roomId, setting, settings: after, isByHand: false });
                const now = (await roomWith(own, `${tag}-change`)).settings;
                expectSame(now[setting], after[setting]);
            }
            expectSame((await roomWith(own, `${tag}-change`)).settings, after);
        },
    },
    {
        name: "brings a person of its own into a room at once, also one who was invited",
        async run(own, partner) {
            const { roomId } = await createRoom(own, partner, `${tag}-own`);
            const users = [`@${tag}-new:${own.serverName}`, `@${tag}-invited:${own.serverName}`];
            for (const userId of users) await must(own, { kind: "create-account", userId, displayName: "Own" });
            await must(own, { kind: "invite", roomId, userId: users[1] ?? "" });
            for (const userId of users) await must(own, { kind: "bring-in", roomId, userId });
            const { members } = await roomWith(own, `${tag}-own`);
            expectSame(
                users.map((userId) => members[userId]),
                ["join", "join"],
            );
        },
    },
    {
        name: "invites across servers, lets join only who is invited, and removes",
        async run(own, partner) {
            const { roomId } = await createRoom(own, partner, `${tag}-people`);
            const [near, far] = [`@${tag}-near:${own.serverName}`, `@${tag}-far:${partner.serverName}`];
            await must(own, { kind: "create-account", userId: near, displayName: "Near" });
            await must(partner, { kind: "create-account", userId: far, displayName: "Far" });
            for (const userId of [near, far]) await must(own, { kind: "invite", roomId, userId });
            await must(own, { kind: "join", roomId, userId: near, via: [own.serverName] });
            await must(partner, { kind: "join", roomId, userId: far, via: [own.serverName] });
            const membersNow = async () => (await roomWith(own, `${tag}-people`)).members;
            expectSame(await membersNow(), { [`@steward:${own.serverName}`]: "join", [near]: "join", [far]: "join" });
            const rooms = unwrap(await own.roomsOf(near));
            const servers = [own.serverName, partner.serverName].sort();
            expectSame(rooms, [{ roomId, servers, losesLocalAdmin: false }]);
            // Its own steward keeps it; of the partner, nobody does.
            const orphans = async (server: AgencyServer) =>
                unwrap(await server.orphanedRooms()).filter((room) => room.roomId === roomId);
            expectSame(await orphans(own), []);
            expectSame(
                (await orphans(partner)).map(({ localCount }) => localCount),
                [1],
            );
            const links = unwrap(await own.links());
            expectSame(
                links.filter(({ failingSinceMs }) => failingSinceMs !== null),
                [],
            );
            unwrap(await own.retryLink(partner.serverName));
            for (const userId of [near, far]) await must(own, { kind: "remove-member", roomId, userId });
            expectSame(await membersNow(), { [`@steward:${own.serverName}`]: "join" });
        },
    },
    {
        name: "is asked by a partner for its leavers alone, takes them out, and answers so that the partner sees it",
        async run(own, partner) {
            expectSame(unwrap(await partner.leavers()).trustRoomId, null);
            const [gone, stays] = [`@${tag}-gone:${own.serverName}`, `@${tag}-stays:${partner.serverName}`];
            await must(own, { kind: "create-account", userId: gone, displayName: "Gone" });
            for (const [server, userId] of [
                [own, `@${tag}-publisher:${own.serverName}`],
                [partner, `@${tag}-publisher:${partner.serverName}`],
                [partner, stays],
            ] as const)
                await must(server, { kind: "create-account", userId, displayName: "Present" });
            const trustRoom = await createTrustRoom(own, partner, tag);
            const theirs = await createTrustRoom(partner, own, tag);
            const { roomId } = await createRoom(partner, own, `${tag}-theirs`);
            await must(partner, { kind: "bring-in", roomId, userId: stays });
            await must(partner, { kind: "invite", roomId, userId: gone });
            await must(own, { kind: "join", roomId, userId: gone, via: [partner.serverName] });
            const mine = await createRoom(own, partner, `${tag}-mine`);
            await must(own, { kind: "bring-in", roomId: mine.roomId, userId: gone });
            // Of one's own people, and of nobody else's, whatever stands in the trust room.
            for (const userId of [gone, stays])
                await must(own, { kind: "say-ended", roomId: trustRoom, userId, hasEnded: true });
            const find = async () => {
                const { asked, partners } = unwrap(await partner.leavers());
                return asked[0] === undefined ? undefined : { ask: asked[0], count: asked.length, partners };
            };
            const { ask, ...seen } = await eventually(find, "the partner is asked");
            expectSame([seen.count, seen.partners, ask.userId], [1, [own.serverName], gone]);
            const room = { roomId, mark: `${tag}-theirs`, name: "First name", canRemove: true };
            expectSame([ask.isCleared, ask.rooms], [false, [room]]);
            const endedOf = [gone, `@${tag}-publisher:${own.serverName}`];
            expectSame(unwrap(await partner.observe({ ...wanted, endedOf })).ended, [gone]);
            const ownNow = async () => unwrap(await own.leavers());
            expectSame((await ownNow()).own, [{ userId: gone, askedAtMs: ask.askedAtMs, cleared: [] }]);
            for (const _ of ["once", "again"]) await must(partner, { kind: "remove-leaver", roomId, userId: gone });
            const after = unwrap(await partner.leavers()).asked;
            expectSame(
                after.map(({ rooms }) => rooms),
                [[]],
            );
            const cleared = { [gone]: ask.askedAtMs };
            await must(partner, { kind: "answer-leavers", roomId: theirs, serverName: own.serverName, cleared });
            expectSame(unwrap(await partner.leavers()).asked[0]?.isCleared, true);
            const told = async () => (await ownNow()).own.find((each) => each.cleared.includes(partner.serverName));
            expectSame((await eventually(told, "the answer is seen")).userId, gone);
            expectSame((await ownNow()).asked, []);
            // Taken back, nobody is asked any more.
            await must(own, { kind: "say-ended", roomId: trustRoom, userId: gone, hasEnded: false });
            const isOver = async () => ((await find()) === undefined ? true : undefined);
            await eventually(isOver, "the ask is taken back");
            expectSame((await ownNow()).own, []);
        },
    },
    {
        name: "tells of a room that others made, until it is taken over",
        async run(own, partner) {
            const { roomId } = await createRoom(partner, own, `${tag}-others`);
            const userId = `@${tag}-guest:${own.serverName}`;
            await must(own, { kind: "create-account", userId, displayName: "Guest" });
            await must(partner, { kind: "invite", roomId, userId });
            await must(own, { kind: "join", roomId, userId, via: [partner.serverName] });
            const isTold = async () => unwrap(await own.handMadeRooms()).some((room) => room.roomId === roomId);
            expectSame(await isTold(), true);
            const key = `adopted/${tag}-others`;
            await must(own, { kind: "record", key, value: { roomId } });
            expectSame(await isTold(), false);
            await must(own, { kind: "record", key, value: null });
        },
    },
    {
        name: "carries statements, leads from a space to a room and away, and retires",
        async run(own, partner) {
            const stewards = [`@steward:${own.serverName}`];
            const space = { ...settingsOf(own, partner), encryption: null };
            await must(own, {
                kind: "create-room",
                mark: `${tag}-space`,
                roomKind: "space",
                settings: space,
                stewards,
            });
            const spaceId = (await roomWith(own, `${tag}-space`)).roomId;
            const { roomId } = await createRoom(own, partner, `${tag}-child`);
            const charter = { ...draftStatement("charter", { a: 1 }), by: ["x"] };
            const template = { ...draftStatement("template", { b: 2 }), by: ["y"] };
            await must(own, { kind: "put-statement", roomId, slot: "charter", stateKey: "", statement: charter });
            await must(own, {
                kind: "put-statement",
                roomId: spaceId,
                slot: "template",
                stateKey: "templates/t",
                statement: template,
            });
            await must(own, { kind: "add-child", spaceId, roomId });
            expectSame((await roomWith(own, `${tag}-child`)).charter, charter);
            const full = await roomWith(own, `${tag}-space`);
            expectSame([full.isSpace, full.children, full.statements], [true, [roomId], { "templates/t": template }]);
            await must(own, { kind: "remove-child", spaceId, roomId });
            expectSame((await roomWith(own, `${tag}-space`)).children, []);
            await must(own, { kind: "retire-room", roomId, isByHand: false });
            const left = unwrap(await own.observe(wanted)).rooms.filter(({ mark }) => mark === `${tag}-child`);
            expectSame(left, []);
        },
    },
    {
        name: "keeps claims in one order for everyone, and appends to its record",
        async run(own) {
            const first = unwrap(await own.claim({ kind: "claim", owner: "a", process: "p" }));
            const second = unwrap(await own.claim({ kind: "claim", owner: "b", process: "q", breaks: first }));
            unwrap(await own.claim({ kind: "release", claim: second }));
            const last = unwrap(await own.claims()).slice(-3);
            expectSame(
                last.map((event) => [event.kind, event.kind === "release" ? event.claim : event.id]),
                [
                    ["claim", first],
                    ["claim", second],
                    ["release", second],
                ],
            );
            if (last.some(({ atMs }) => atMs <= 0)) throw new Error("a claim without the server's time");
            unwrap(await own.appendAudit({ seq: 1, note: tag }));
            expectSame(unwrap(await own.readAudit()).at(-1), { seq: 1, note: tag });
        },
    },
];
