import { err, ok, type Result } from "@valise/base";
import { byCodeUnit, sortedUnique } from "../desired/compare.ts";
import type { Desired } from "../desired/Desired.ts";
import { serverOf } from "../desired/serverOf.ts";
import type { ObservedServer } from "../observed/Observed.ts";
import type { AgencyServer, ServerFailure } from "../ports/AgencyServer.ts";

/** Looks at every managed server, one after another, in one order. Changes nothing. */
export async function observeAll(
    desired: Desired,
    servers: ReadonlyMap<string, AgencyServer>,
): Promise<Result<readonly ObservedServer[], { kind: "server"; agency: string; failure: ServerFailure }>> {
    const observed: ObservedServer[] = [];
    for (const [agency, server] of [...servers].sort(([a], [b]) => byCodeUnit(a, b))) {
        const own = desired.accounts.filter((account) => account.agency === agency);
        const seen = await server.observe({
            identitiesOf: whoseIdentities(desired, servers, agency),
            suspensionOf: own.filter(({ state }) => state === "suspended").map(({ userId }) => userId),
            listingOf: own.filter(({ isListed }) => !isListed).map(({ userId }) => userId),
            endedOf: partnersPeople(desired, servers, agency),
            handMade: desired.rooms.flatMap((room) => (room.agency === agency ? (room.adopts ?? []) : [])),
        });
        if (!seen.ok) return err({ kind: "server", agency, failure: seen.error });
        observed.push({ ...seen.value, agency });
    }
    return ok(observed);
}

/** People of partners in rooms of this agency: their own servers are not looked at, and may say that their account has ended. */
function partnersPeople(desired: Desired, servers: ReadonlyMap<string, AgencyServer>, agency: string): string[] {
    const managed = new Set([...servers.values()].map(({ serverName }) => serverName));
    const rooms = desired.rooms.filter((room) => room.agency === agency);
    return sortedUnique(rooms.flatMap(({ members }) => members.filter((user) => !managed.has(serverOf(user)))));
}

/** People of roster rooms: of this server, and of partners' servers where the room is this agency's. */
function whoseIdentities(desired: Desired, servers: ReadonlyMap<string, AgencyServer>, agency: string): string[] {
    const managed = new Set([...servers.values()].map(({ serverName }) => serverName));
    const own = servers.get(agency)?.serverName;
    return sortedUnique(
        desired.rooms
            .filter(({ charter }) => charter?.gate.admission === "roster")
            .flatMap((room) =>
                room.members.filter((user) => {
                    const server = serverOf(user);
                    return server === own || (room.agency === agency && !managed.has(server));
                }),
            ),
    );
}
