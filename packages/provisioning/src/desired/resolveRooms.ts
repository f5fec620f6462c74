import { parseDurationS } from "../manifest/durations.ts";
import type { ManifestRule } from "../manifest/ManifestRefusal.ts";
import { checkRoom } from "./checkRoom.ts";
import { byCodeUnit, sortedUnique } from "./compare.ts";
import { type CharterWishWithoutRoom, type DesiredRoom, type RoomKind, STEWARD } from "./Desired.ts";
import type { Encryption, JoinRule, RoomSettings } from "./RoomSettings.ts";
import { resolveCharter } from "./resolveCharter.ts";
import { resolveTrustRooms } from "./resolveTrustRooms.ts";
import { agenciesOf, ageOf, type RoomEntry, type Scope } from "./scope.ts";
import { channelPowers, eventPowers } from "./wire.ts";

type Section = "spaces" | "rooms" | "channels";

/** Every space, room, channel and trust room, sorted by key. */
export function resolveRooms(scope: Scope): readonly DesiredRoom[] {
    const { manifest } = scope.loaded;
    const rooms: DesiredRoom[] = [];
    for (const [key, space] of Object.entries(manifest.spaces)) {
        const entry: RoomEntry = { ...space, encrypted: false, history: "joined", policyServer: false };
        rooms.push(...resolveRoom(scope, "spaces", key, entry));
    }
    for (const [key, room] of Object.entries(manifest.rooms)) rooms.push(...resolveRoom(scope, "rooms", key, room));
    for (const [key, channel] of Object.entries(manifest.channels))
        rooms.push(...resolveRoom(scope, "channels", key, channel));
    rooms.push(...resolveTrustRooms(scope));
    refuseTwice(scope, rooms);
    return rooms.sort((a, b) => byCodeUnit(a.key, b.key));
}

/** No room is two. */
function refuseTwice(scope: Scope, rooms: readonly DesiredRoom[]): void {
    const taken = new Set<string>();
    for (const { key, adopts } of rooms) {
        if (adopts === null) continue;
        const at = scope.loaded.locate([...key.split("/"), "adopt"]);
        if (taken.has(adopts)) scope.refuse({ ...at, rule: "defined-twice", detail: adopts });
        taken.add(adopts);
    }
}

const kinds = { spaces: "space", rooms: "room", channels: "channel" } as const satisfies Record<Section, RoomKind>;

function resolveRoom(scope: Scope, section: Section, key: string, entry: RoomEntry): DesiredRoom[] {
    const { manifest, locate } = scope.loaded;
    const refuseAt = (path: readonly PropertyKey[], rule: ManifestRule, detail: string) =>
        scope.refuse({ ...locate([section, key, ...path]), rule, detail });
    const agency = manifest.agencies[entry.agency];
    if (agency === undefined) {
        refuseAt(["agency"], "unknown-reference", `agencies.${entry.agency}`);
        return [];
    }
    // A space lists rooms of its own agency, whose steward alone may write it.
    if (entry.space !== undefined && manifest.spaces[entry.space]?.agency !== entry.agency)
        refuseAt(["space"], "unknown-reference", `spaces.${entry.space}`);
    const charter = entry.charter && resolveCharter(scope, entry.charter, entry.agency, [section, key, "charter"]);
    const named = (list: readonly string[], field: string) =>
        scope.people.resolve(list, entry.agency, [section, key, field]);
    const moderators = named(entry.moderators, "moderators");
    const broadcasters = named(entry.broadcasters ?? [], "broadcasters");
    const members = sortedUnique([...named(entry.members, "members"), ...moderators, ...broadcasters]);
    const agencies = sortedUnique(charter?.agencies ?? [entry.agency, ...agenciesOf(manifest, members)]);
    const kind = kinds[section];
    const stewards = agencies.map((id) => `@${STEWARD}:${manifest.agencies[id]?.server ?? ""}`);
    const isOpenToSpaces =
        entry.join === "space" || (entry.join === undefined && charter?.wish.gate.admission === "cleared");
    const join: JoinRule = isOpenToSpaces
        ? { kind: "spaces", spaces: spacesOf(scope, section, key, agencies) }
        : { kind: "invite" };
    const settings: RoomSettings = {
        name: charter === undefined ? entry.name : null,
        join,
        history: entry.history,
        guests: false,
        encryption: kind === "space" || !entry.encrypted ? null : encryptionOf(entry),
        power: powerOf(kind, moderators, broadcasters),
        servers: sortedUnique(agencies.map((id) => manifest.agencies[id]?.server ?? "")),
        policy: policyOf(scope, entry, refuseAt),
        maxAgeS: charter
            ? keptByServers(charter.wish.retention)
            : ageOf(entry.retention ?? manifest.defaults?.retention),
    };
    checkRoom({ scope, refuseAt, entry, kind, charter, members, moderators, broadcasters, agencies });
    return [
        {
            key: `${section}/${key}`,
            kind,
            agency: entry.agency,
            title: entry.name,
            space: entry.space === undefined ? null : `spaces/${entry.space}`,
            members: members.filter((user) => !stewards.includes(user)),
            isOpenToSpaces,
            stewards: [...stewards].sort(byCodeUnit),
            settings,
            charter: charter?.wish ?? null,
            label: charter?.notation ?? null,
            adopts: entry.adopt ?? null,
        },
    ];
}

/** Spaces whose people may join: those of the manifest by key, those of partners by the room id they gave. */
function spacesOf(scope: Scope, section: Section, key: string, agencies: readonly string[]): string[] {
    const { manifest, locate } = scope.loaded;
    return sortedUnique(
        agencies.flatMap((id) => {
            const own = Object.entries(manifest.spaces)
                .filter(([, space]) => space.agency === id)
                .map(([name]) => `spaces/${name}`);
            const given = manifest.agencies[id]?.space;
            const all = given === undefined ? own : [...own, given];
            if (all.length === 0) scope.refuse({ ...locate([section, key]), rule: "agency-without-space", detail: id });
            return all;
        }),
    );
}

function encryptionOf({ rotation, charter }: RoomEntry): Encryption {
    return {
        periodMs: rotation?.period === undefined ? null : parseDurationS(rotation.period) * 1000,
        messages: rotation?.messages ?? null,
        state: charter !== undefined,
    };
}

/** The owner agency's policy server; a space has nothing for it to judge. */
function policyOf(
    { loaded }: Scope,
    { agency, policyServer }: RoomEntry,
    refuseAt: (path: readonly PropertyKey[], rule: ManifestRule, detail: string) => void,
): RoomSettings["policy"] {
    if (policyServer !== true) return null;
    const { server = "", policyKey } = loaded.manifest.agencies[agency] ?? {};
    if (policyKey !== undefined) return { server, publicKey: policyKey };
    refuseAt(["policyServer"], "unknown-reference", `agencies.${agency}.policyKey`);
    return null;
}

/** Power levels of protocol 5. Creators (the stewards) stand above them and may not be named. */
function powerOf(
    kind: RoomKind,
    moderators: readonly string[],
    broadcasters: readonly string[],
): RoomSettings["power"] {
    const users = Object.fromEntries(sortedUnique([...moderators, ...broadcasters]).map((user) => [user, 50]));
    return {
        users,
        events: kind === "channel" ? channelPowers : eventPowers,
        usersDefault: 0,
        eventsDefault: 0,
        stateDefault: 50,
        invite: 50,
        kick: 50,
        ban: 50,
        redact: 50,
    };
}

/** Under a legal hold no server deletes anything by age. */
const keptByServers = ({ maxAgeS, hold }: CharterWishWithoutRoom["retention"]): number | null =>
    hold ? null : maxAgeS;
