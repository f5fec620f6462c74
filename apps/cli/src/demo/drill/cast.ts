import { join } from "node:path";
import type { GateSnapshot, RoomId } from "@valise/bridge";
import type { ReadyLine } from "@valise/homeserver";
import { until } from "../../engine/until.ts";
import { readSecret } from "../../profile/secretFiles.ts";
import { demoDeskDir } from "../demoFolder.ts";
import { readDemoIdentities } from "../demoIdentities.ts";
import { type DrillPerson, openDrillPerson, showInChannel, takeOfferedWatch } from "./DrillPerson.ts";
import type { DrillPart } from "./DrillPlan.ts";

/**
 * Who may play a part, the first that is free. `claire.morvan`, `paul.esteve` and `ana.lemos` are left to newcomers; an
 * account in which somebody has signed in by themselves is theirs.
 */
const candidates: Readonly<Record<DrillPart, readonly string[]>> = {
    lead: ["nadia.roche", "mei.carlier"],
    "mfa-other": ["mei.carlier"],
    "mfa-desk": ["idris.benali"],
    mod: ["ines.carrel"],
    "mod-desk": ["jonas.richter"],
    "mod-other": ["lena.brandt"],
    intel: ["watch.officer3"],
    "intel-desk": ["marta.sobral"],
};
const mayHoldWatch: readonly DrillPart[] = ["lead", "mfa-other", "mod", "intel"];

export type DrillCast = ReadonlyMap<DrillPart, DrillPerson>;

/** Signs everybody in who can be, lets them show their clearances and take their watches. */
export async function gatherCast(
    dataDir: string,
    ready: ReadyLine,
    channel: RoomId,
    signal: AbortSignal,
): Promise<DrillCast> {
    const identities = new Set((await newcomersAndPlayed(dataDir, ready)).map(({ userId }) => userId));
    const cast = new Map<DrillPart, DrillPerson>();
    const onWatch = new Set<DrillPart>();
    const played = new Set<string>();
    const fill = async (part: DrillPart) => {
        for (const localpart of candidates[part]) {
            const agency = ready.agencies.find(({ users }) => users.some(isNamed(localpart)));
            const user = agency?.users.find(isNamed(localpart));
            if (agency === undefined || user === undefined || played.has(user.userId) || signal.aborted) continue;
            played.add(user.userId);
            const person = await openDrillPerson(ready, agency, user, identities.has(user.userId));
            if (person === undefined) continue;
            cast.set(part, person);
            await showInChannel(person, channel);
            if (mayHoldWatch.includes(part) && (await takeOfferedWatch(person))) onWatch.add(part);
            return;
        }
    };
    try {
        const parts = Object.keys(candidates) as DrillPart[];
        const settled = await Promise.allSettled(parts.map(fill));
        for (const each of settled) if (each.status === "rejected") throw each.reason;
        const [lead, other] = [cast.get("lead"), cast.get("mfa-other")];
        if (lead !== undefined && other !== undefined && onWatch.has("mfa-other"))
            cast.set("lead", other).set("mfa-other", lead);
        await allKnown(cast, channel);
        return cast;
    } catch (error) {
        await leaveAll(cast);
        throw error;
    }
}

/** Everybody has seen everybody's clearance: calls are believed and nobody is left out. Who is not yet seen holds nobody up. */
async function allKnown(cast: DrillCast, roomId: RoomId): Promise<void> {
    const people = [...cast.values()];
    const known = ({ state, rows }: GateSnapshot) =>
        (state === "ready" && people.every(({ userId }) => rows.some((row) => row.userId === userId && row.reads))) ||
        null;
    await Promise.allSettled(people.map(({ engine }) => until(engine, { topic: "gate", roomId }, known, 40)));
}

/** People without a device of ours who have signed in somewhere: the newcomers, as their servers show it. */
export async function newcomersOf(dataDir: string, ready: ReadyLine, cast: DrillCast): Promise<string[]> {
    const played = new Set<string>([...cast.values()].map(({ userId }) => userId));
    const cleared = new Set(
        ready.agencies.flatMap(({ users }) =>
            users.flatMap(({ userId, clearance, roles }) =>
                clearance === null || roles.includes("security-officer") ? [] : [userId],
            ),
        ),
    );
    const seen = await newcomersAndPlayed(dataDir, ready);
    return seen.map(({ userId }) => userId).filter((userId) => cleared.has(userId) && !played.has(userId));
}

const newcomersAndPlayed = async (dataDir: string, { agencies }: ReadyLine) => {
    const tokenOf = (id: string) => readSecret(join(demoDeskDir(dataDir, id), "trust-service.token"));
    return (await Promise.all(agencies.map((agency) => readDemoIdentities(agency, tokenOf(agency.id))))).flat();
};

const isNamed =
    (localpart: string) =>
    ({ userId }: { readonly userId: string }) =>
        userId.startsWith(`@${localpart}:`);

/** Signs everybody out. A server that is gone already holds nobody up. */
export async function leaveAll(cast: DrillCast): Promise<void> {
    const left = Promise.allSettled([...cast.values()].map((person) => person.leave()));
    await Promise.race([left, new Promise((resolve) => setTimeout(resolve, 3_000))]);
}
