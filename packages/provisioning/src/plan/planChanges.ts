import type { PolicyLookup } from "@valise/clearance";
import { byCodeUnit } from "../desired/compare.ts";
import type { Desired } from "../desired/Desired.ts";
import { markOf } from "../desired/markOf.ts";
import type { ObservedServer } from "../observed/Observed.ts";
import type { Plan } from "./Plan.ts";
import { createPlanBuilder, type PlanBuilder, type PlanOptions, type RoomIndex } from "./PlanBuilder.ts";
import { planAccounts } from "./planAccounts.ts";
import { planRecords } from "./planRecords.ts";
import { planRooms } from "./planRooms.ts";
import { planStatements } from "./planStatements.ts";

/** Register entry that says which manifest was applied last. */
export const MANIFEST_RECORD = "manifest";

/**
 * Holds what is wished against what is there. Pure: no clock, no locale, no order of its input shows in the plan. Agencies
 * whose server was not observed are partners: their people are invited and no more.
 */
export function planChanges(
    desired: Desired,
    observed: readonly ObservedServer[],
    options: PlanOptions,
    policies: PolicyLookup,
): Plan {
    const servers = new Map(observed.map((server) => [server.agency, server]));
    const rooms = indexRooms(desired, observed);
    const plan = createPlanBuilder({ desired, servers, options, policies, rooms });
    for (const { id, server: wished, steward } of desired.agencies) {
        const server = servers.get(id);
        if (server === undefined) continue;
        // Every id on a server ends with its name for good: another name is another server.
        if (server.serverName !== wished)
            plan.refuse("server-name-change", `${server.serverName} ${wished}`, `agencies/${id}`);
        if (!server.hasSteward) {
            plan.change("create", { kind: "steward", key: `agencies/${id}`, agency: id, title: steward });
        }
        planAccounts(plan, server);
        planRecords(plan, server);
        planStatements(plan, server);
        findOpenRooms(plan, server);
    }
    planRooms(plan);
    checkRollback(plan);
    return plan.build();
}

function indexRooms(desired: Desired, observed: readonly ObservedServer[]): RoomIndex {
    const byMark = new Map<string, RoomIndex["doubles"][number]>();
    const doubles: RoomIndex["doubles"][number][] = [];
    const all = observed.flatMap((server) => server.rooms.map((room) => ({ server, room })));
    for (const found of all.sort((a, b) => byCodeUnit(a.room.roomId, b.room.roomId))) {
        if (byMark.has(found.room.mark)) doubles.push(found);
        else byMark.set(found.room.mark, found);
    }
    const keys = new Map(desired.rooms.map(({ key }) => [markOf(desired.community, key), key]));
    const keyOfId = new Map([...byMark].map(([mark, { room }]) => [room.roomId, keys.get(mark) ?? room.roomId]));
    const idOfKey = new Map([...keyOfId].map(([roomId, key]) => [key, roomId]));
    return { byMark, doubles, roomIdOf: (key) => idOfKey.get(key), keyOf: (roomId) => keyOfId.get(roomId) ?? roomId };
}

/** Rooms nobody here made, that stand open to all: told, never touched. */
function findOpenRooms(plan: PlanBuilder, { agency, unmanaged }: ObservedServer): void {
    for (const { roomId, isOpen, isWorldReadable } of unmanaged) {
        const report = (name: string, found: string) =>
            plan.drift({ key: roomId, agency, name, expected: null, found, severity: "security" });
        if (isOpen) report("join", "public");
        if (isWorldReadable) report("history", "world_readable");
    }
}

/** An older manifest may close, never open: what was decided later is not undone by going back (acceptance G17). */
function checkRollback(plan: PlanBuilder): void {
    const { revision } = plan.desired;
    const built = plan.build();
    for (const { agency, register } of plan.servers.values()) {
        const applied = register[MANIFEST_RECORD]?.revision;
        if (typeof applied !== "number" || revision === null || revision >= applied) continue;
        const opening = [...built.create, ...built.change].filter(
            (change) => change.agency === agency && opens(change, built),
        );
        for (const { key } of opening) plan.refuse("rollback", `${key} ${revision} < ${applied}`, key);
    }
}

const opens = (change: Plan["change"][number], plan: Plan): boolean =>
    change.loosens || plan.access.some(({ key, effect }) => key === change.key && effect === "gains");
