import { type Clock, err, ok, type Result } from "@valise/base";
import {
    type AgencyServer,
    type RegisterEntry,
    readAdopted,
    type ServerCommand,
    type ServerFailure,
    serverOf,
    userOfKey,
} from "@valise/provisioning";
import type { FetchLike } from "../http/createMatrixHttp.ts";
import { asString } from "../json.ts";
import { createAccess } from "./createAccess.ts";
import { failed } from "./createAdminHttp.ts";
import { createRegister, readClaim } from "./createRegister.ts";
import { findAccounts } from "./findAccounts.ts";
import { observeHandMade } from "./observeHandMade.ts";
import { observeEnded, observeLeavers } from "./observeLeavers.ts";
import { observeLinks, retryLink } from "./observeLinks.ts";
import { observeOrphans } from "./observeOrphans.ts";
import { observeRoomsOf } from "./observeRoomsOf.ts";
import {
    isSo,
    observeAccounts,
    observeIdentities,
    observeNamed,
    observeOpenRooms,
    observeRooms,
} from "./observeServer.ts";
import { performInRoom } from "./performInRoom.ts";
import { performOnAccount } from "./performOnAccount.ts";
import { registerWire } from "./wire.ts";

export interface AgencyServerParts {
    /** Where the admin API and the client API are served: never the public listener. */
    readonly adminUrl: string;
    readonly adminToken: string;
    readonly serverName: string;
    /** Whose rooms and register entries these are: a server may take part in several communities. */
    readonly community: string;
    readonly fetch: FetchLike;
    readonly clock: Clock;
    /** A first password, kept by the caller before the account is made; none: the account has no password. */
    initialPassword?(userId: string): string | undefined;
}

/**
 * A Synapse homeserver behind provisioning's port: its admin API, and its client API as the agency's steward. No SDK, no
 * device, no key: what it creates and lets people into, it cannot read.
 */
export function createAgencyServer(parts: AgencyServerParts): AgencyServer {
    const { serverName, adminUrl: baseUrl, fetch, clock } = parts;
    const stewardId = `@steward:${serverName}`;
    const access = createAccess({ baseUrl, fetch, clock }, parts.adminToken, stewardId);
    const { admin } = access;
    const register = createRegister(access, serverName, parts.community);
    const { community } = parts;
    const work = {
        access,
        stewardId,
        clock,
        community,
        initialPassword: (userId: string) => parts.initialPassword?.(userId),
    };

    const identify: AgencyServer["identify"] = async () => {
        const who = await admin.get("/_matrix/client/v3/account/whoami");
        if (!who.ok) return failed(who);
        const operator = asString(who.value.user_id);
        if (operator === null) return err({ kind: "not-a-homeserver" });
        // Only administrators are told of other accounts.
        const asked = await admin.get(`/_synapse/admin/v1/users/${encodeURIComponent(operator)}/admin`);
        if (!asked.ok) return isForbidden(asked.error) ? err({ kind: "not-admin" }) : failed(asked);
        return asked.value.admin === true ? ok({ operator, nowMs: admin.serverTimeMs() }) : err({ kind: "not-admin" });
    };

    return {
        serverName,
        identify,
        async prepare() {
            const path = `/_synapse/admin/v2/users/${encodeURIComponent(stewardId)}`;
            const there = await admin.get(path);
            if (!there.ok) {
                if (there.error.kind !== "answered" || there.error.status !== 404) return failed(there);
            }
            // An administrator, so that it brings people in by one request; it has no password and no device.
            if (!there.ok || !isSo(there.value.admin)) {
                const made = await admin.send("PUT", path, { displayname: "Steward", admin: true });
                if (!made.ok) return failed(made);
            }
            const ensured = await register.ensure();
            return ensured.ok ? ok() : ensured;
        },
        async observe({ identitiesOf, suspensionOf, listingOf = [], handMade = [], endedOf = [] }) {
            const who = await identify();
            if (!who.ok) return who;
            const [registerId, entries] = [await register.find(), await register.entries()];
            if (!registerId.ok) return registerId;
            if (!entries.ok) return entries;
            const recorded = (isSuch: (entry: RegisterEntry) => boolean) =>
                Object.entries(entries.value).flatMap(([key, entry]) => (isSuch(entry) ? (userOfKey(key) ?? []) : []));
            const accounts = await observeAccounts(admin, stewardId, {
                suspended: [...suspensionOf, ...recorded(({ state }) => state === "suspended")],
                unlisted: [...listingOf, ...recorded(({ listed }) => listed === false)],
            });
            if (!accounts.ok) return accounts;
            const whose = { stewardId, community, registerId: registerId.value, adopted: readAdopted(entries.value) };
            const rooms = await observeRooms(admin, whose);
            if (!rooms.ok) return rooms;
            const named = await observeNamed(admin, whose, handMade);
            if (!named.ok) return named;
            const unmanaged = await observeOpenRooms(admin, whose);
            if (!unmanaged.ok) return unmanaged;
            const identities = await observeIdentities(admin, identitiesOf);
            if (!identities.ok) return identities;
            const ended = await observeEnded(admin, rooms.value, { own: serverName, community }, endedOf);
            if (!ended.ok) return ended;
            const { operator, nowMs } = who.value;
            return ok({
                ...accounts.value,
                ...rooms.value,
                handMade: named.value,
                unmanaged: unmanaged.value,
                register: entries.value,
                identities: identities.value,
                ended: ended.value,
                // The name the server itself uses.
                serverName: serverOf(operator),
                operator,
                nowMs,
            });
        },
        async handMadeRooms() {
            const entries = await register.entries();
            if (!entries.ok) return entries;
            const adopted = readAdopted(entries.value);
            return observeHandMade(admin, stewardId, serverName, (roomId) => adopted.has(roomId));
        },
        async leavers() {
            const [registerId, entries] = [await register.find(), await register.entries()];
            if (!registerId.ok) return registerId;
            if (!entries.ok) return entries;
            const whose = { stewardId, community, registerId: registerId.value, adopted: readAdopted(entries.value) };
            const rooms = await observeRooms(admin, whose);
            return rooms.ok ? observeLeavers(admin, rooms.value, { own: serverName, community }) : rooms;
        },
        roomsOf: (userId) => observeRoomsOf(admin, userId),
        async findAccounts(text) {
            const entries = await register.entries();
            return entries.ok ? findAccounts(admin, stewardId, entries.value, text) : entries;
        },
        links: () => observeLinks(admin),
        retryLink: (other) => retryLink(admin, other),
        orphanedRooms: () => observeOrphans(admin, stewardId, serverName),
        async perform(command: ServerCommand): Promise<Result<void, ServerFailure>> {
            if (command.kind === "record") return register.write(command.key, command.value);
            if (command.kind === "record-batch") return register.writeBatch(command.name, command.entries);
            if ("roomId" in command || command.kind === "create-room") return performInRoom(work, command);
            return performOnAccount(work, command);
        },
        async claim(content) {
            // The last thing whoever held the lock does.
            if (content.kind === "release") await access.giveBack();
            return register.append(registerWire.lock, content);
        },
        async claims() {
            const events = await register.history(registerWire.lock, false);
            return events.ok ? ok(events.value.flatMap((event) => readClaim(event) ?? [])) : events;
        },
        async appendAudit(entry) {
            const sent = await register.append(registerWire.audit, entry);
            return sent.ok ? ok() : sent;
        },
        async readAudit() {
            const events = await register.history(registerWire.audit, true);
            return events.ok ? ok(events.value.map(({ content }) => content)) : events;
        },
    };
}

const isForbidden = (failure: Parameters<typeof failed>[0] extends Result<unknown, infer E> ? E : never): boolean =>
    failure.kind === "answered" && failure.status === 403;
