import { parseDurationS } from "../manifest/durations.ts";
import type { ManifestRule } from "../manifest/ManifestRefusal.ts";
import type { RoomKind } from "./Desired.ts";
import { isGuest } from "./guests.ts";
import type { ResolvedCharter } from "./resolveCharter.ts";
import { agenciesOf, ageOf, type RoomEntry, type Scope } from "./scope.ts";

/** Matrix clients refuse to rotate faster (A32), so a shorter period would promise what does not happen. */
const ROTATION_FLOOR_S = 3600;

export interface RoomCheck {
    readonly scope: Scope;
    readonly entry: RoomEntry;
    readonly kind: RoomKind;
    readonly charter: ResolvedCharter | undefined;
    readonly members: readonly string[];
    readonly moderators: readonly string[];
    readonly broadcasters: readonly string[];
    /** Agencies that take part. */
    readonly agencies: readonly string[];
    refuseAt(path: readonly PropertyKey[], rule: ManifestRule, detail: string): void;
}

/** The rules a room must keep whoever wishes otherwise (acceptance G07). */
export function checkRoom(check: RoomCheck): void {
    checkDoors(check);
    checkAgencies(check);
    checkRetention(check);
    checkBroadcasters(check);
    checkGuests(check);
}

function checkDoors({ entry, charter, refuseAt }: RoomCheck): void {
    if (entry.history === "world_readable") refuseAt(["history"], "history-world-readable", entry.history);
    else if (entry.history !== "joined") refuseAt(["history"], "history-not-joined", entry.history);
    if (charter && !entry.encrypted) refuseAt(["encrypted"], "labelled-room-unencrypted", charter.notation);
    if (entry.join === "public") refuseAt(["join"], charter ? "labelled-room-public" : "open-room", entry.join);
    const { period } = entry.rotation ?? {};
    if (period !== undefined && parseDurationS(period) < ROTATION_FLOOR_S)
        refuseAt(["rotation", "period"], "rotation-below-floor", period);
}

function checkAgencies({ scope, entry, charter, members, agencies, refuseAt }: RoomCheck): void {
    const { manifest } = scope.loaded;
    const allowed = manifest.federation?.allow;
    for (const id of agencies) {
        const server = manifest.agencies[id]?.server;
        if (server === undefined || id === entry.agency || allowed === undefined) continue;
        if (!allowed.includes(server)) refuseAt([], "partner-not-in-allow-list", server);
    }
    const outside = charter && agenciesOf(manifest, members).find((id) => !charter.agencies.includes(id));
    if (outside !== undefined) refuseAt(["members"], "member-not-of-room-agencies", outside);
}

/** A guest is in the rooms that name them: over none of them, and in no space that would open others. */
function checkGuests({ kind, members, moderators, broadcasters, refuseAt }: RoomCheck): void {
    const inPower = [...moderators, ...broadcasters].find(isGuest);
    if (inPower !== undefined) refuseAt([], "guest-with-power", inPower);
    const inSpace = kind === "space" ? members.find(isGuest) : undefined;
    if (inSpace !== undefined) refuseAt(["members"], "guest-in-space", inSpace);
}

function checkRetention({ scope, entry, kind, charter, refuseAt }: RoomCheck): void {
    const { defaults } = scope.loaded.manifest;
    const limit = defaults?.retentionLimit;
    if (kind === "space" || limit === undefined) return;
    const ageS = charter ? charter.wish.retention.maxAgeS : ageOf(entry.retention ?? defaults?.retention);
    if (ageS === null || ageS > parseDurationS(limit))
        refuseAt(charter ? ["charter"] : [], "retention-above-limit", limit);
}

/** Partners' people are judged by their own attestation; of one's own, the manifest must at least expect the clearance. */
function checkBroadcasters({ scope, kind, charter, broadcasters, refuseAt }: RoomCheck): void {
    if (kind !== "channel" || charter === undefined) return;
    const stated = new Map(
        scope.loaded.accounts.map(({ agency, user, clearance }) => [scope.people.userIdIn(agency, user), clearance]),
    );
    for (const user of broadcasters) {
        if (stated.has(user) && !scope.labels.dominates(stated.get(user), charter.label))
            refuseAt(["broadcasters"], "broadcaster-not-cleared", user);
    }
}
