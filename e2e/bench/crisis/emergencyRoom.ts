import { randomBytes } from "node:crypto";
import type { RoomId } from "@valise/bridge";
import { bodies, must, say, until } from "@valise/matrix/testing";
import type { MatrixHttp } from "../../interop/matrixHttp.ts";
import { agencyUrn, type CrisisPerson, type CrisisWorld, nowS, startCrisisWorld } from "../../support/crisisWorld.ts";
import type { Benchmark } from "../benchmark.ts";
import { inTurns, type PlainPeople, startPlainPeople } from "./plainPeople.ts";

const AGENCIES = ["mfa", "mod", "intel"] as const;
/** `VALISE_BENCH_PEOPLE` for a shorter run, whose figures say so. */
const PEOPLE = Number(process.env.VALISE_BENCH_PEOPLE ?? 50);
const PRESENTATION_BYTES = 4_400;
/** Charter, name, phase, first message. */
const STANDBY_EVENTS = 4;

/** From the button to the first message that all who are online can read, beside the same by plain HTTP. */
export const emergencyRoom: Benchmark = {
    name: "emergency",
    what: `an emergency room with ${PEOPLE} people of three agencies, from the button to the first message`,
    async run() {
        const people = Array.from({ length: PEOPLE }, (_, at): CrisisPerson<string> => {
            const agency = AGENCIES[at % AGENCIES.length] ?? "mfa";
            const roles = at === 0 ? ["CHARTER", "CRISIS"] : [];
            return { name: `p${at}`, agency, roles: [...roles, `WATCH.R${at}`] };
        });
        const directors = AGENCIES.map((agency): CrisisPerson<string> => {
            return { name: `director-${agency}`, agency, roles: ["DIRECTORY"] };
        });
        const plainNames = people.map((_, at) => `plain${at}`);
        const others = Object.fromEntries(
            AGENCIES.map((agency, at) => [agency, plainNames.filter((_, n) => n % AGENCIES.length === at)]),
        );
        await using world = await startCrisisWorld([...people, ...directors], "p0", { others });
        await putOnWatch(world, people);
        await using plain = await startPlainPeople(world.stack, plainNames);
        const { roomId, tookMs: rawColdMs } = await openRaw(plain);
        await plan(world, people, 1, 0);
        const coldMs = await openOurs(world, people, "cold");
        const rawStandbyMs = await sendRaw(plain, roomId, STANDBY_EVENTS);
        await plan(world, people, 2, 1);
        const isReady = ({ templates }: { templates: readonly { standbyReady: number }[] }) =>
            templates[0]?.standbyReady === 1;
        await until(world.engine("p0"), { topic: "crisis" }, isReady, 600_000);
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        const standbyMs = await openOurs(world, people, "standby");
        return [
            { measure: "raw cold opening: create, invite, join, 4.4 kB a member", value: rawColdMs, unit: "ms" },
            { measure: "opened cold, to the first message read by all", value: coldMs, unit: "ms" },
            { measure: "that, times the raw cold opening", value: coldMs / rawColdMs, unit: "x", bar: 1.3 },
            { measure: `raw: ${STANDBY_EVENTS} events one after the other, to all`, value: rawStandbyMs, unit: "ms" },
            { measure: "opened from standby, to the first message read by all", value: standbyMs, unit: "ms" },
            { measure: "that, times those events", value: standbyMs / rawStandbyMs, unit: "x", bar: 1.5 },
        ];
    },
};

type World = CrisisWorld<string>;
const roleOf = (at: number) => `R${at}`;

/** A duty role for each person, with a watch that a holder of DIRECTORY gives them. */
async function putOnWatch({ file, engine, idOf }: World, people: readonly CrisisPerson<string>[]): Promise<void> {
    for (const agency of AGENCIES) {
        const own = people.flatMap((person, at) => (person.agency === agency ? [{ ...person, role: roleOf(at) }] : []));
        const roles = own.map(({ name, role }) => ({
            ...{ id: role, names: { en: role }, eligible: [idOf(name)], deputies: [] },
        }));
        const listed = own.map(({ name }) => ({ sub: idOf(name), deputies: [] }));
        const directory = { agency: agencyUrn(agency), part: "all", seq: 2, iat: nowS(), posts: [], roles };
        const director = `director-${agency}`;
        await file("directory", { ...directory, people: listed }, [[director, "DIRECTORY"]]);
        for (const { name, role } of own) {
            const dutyRole = { agency: agencyUrn(agency), role };
            const knows = ({ duty }: { duty: readonly { key: string }[] }) =>
                duty.some(({ key }) => key === `${dutyRole.agency} ${role}`);
            await until(engine(director), { topic: "crisis" }, knows);
            must(await engine(director).commands.handOverWatch({ dutyRole, to: idOf(name), note: "" }));
            const isOffered = ({ duty }: { duty: readonly { role: string; offeredBy: string | null }[] }) =>
                duty.some((each) => each.role === role && each.offeredBy !== null);
            await until(engine(name), { topic: "crisis" }, isOffered);
            must(await engine(name).commands.takeWatch({ dutyRole }));
        }
    }
    const isWhole = ({ duty }: { duty: readonly { role: string; holderId: string | null }[] }) =>
        duty.filter(({ role, holderId }) => role.startsWith("R") && holderId !== null).length === people.length;
    await until(engine("p0"), { topic: "crisis" }, isWhole, 120_000);
}

async function plan({ file, engine }: World, people: readonly CrisisPerson<string>[], seq: number, standby: number) {
    const agencies = AGENCIES.map(agencyUrn);
    const roles = people.map(({ agency }, at) => ({ agency: agencyUrn(agency), role: roleOf(at), required: true }));
    const label = { pol: "urn:valise:policy:fr:1", lvl: "DR", cat: {} };
    const template = {
        ...{ template: "evacuation", seq, iat: nowS(), names: { en: "Evacuation" }, lead: agencies[0] },
        ...{ agencies, label, admission: "roster", roles, checklist: [], sitrepEveryS: null, precedence: "FLASH" },
        ...{ retention: { maxAgeS: null, hold: true }, standby },
    };
    await file(
        "template",
        template,
        AGENCIES.map((agency) => [`director-${agency}`, "DIRECTORY"] as const),
    );
    await until(engine("p0"), { topic: "crisis" }, ({ templates }) => templates.length === 1);
}

async function openOurs({ engine }: World, people: readonly CrisisPerson<string>[], from: "cold" | "standby") {
    const startedMs = performance.now();
    const wish = { template: "evacuation", name: `Kessara ${from}`, exercise: true };
    const opened = must(await engine("p0").commands.openEmergencyRoom(wish));
    if (opened.from !== from) throw new Error(`opened ${opened.from}, not ${from}`);
    const text = `Two coaches at 06:00, ${from}`;
    await say(engine("p0"), opened.roomId, text);
    await Promise.all(people.slice(1).map(({ name }) => bodies(engine(name), opened.roomId as RoomId, text, 300_000)));
    return performance.now() - startedMs;
}

/** The cold opening without any client's work: each comes as soon as invited, and shows a presentation's worth of bytes. */
async function openRaw(plain: PlainPeople): Promise<{ roomId: string; tookMs: number }> {
    const [owner, ...invited] = plain.people;
    if (owner === undefined) throw new Error("nobody");
    const startedMs = performance.now();
    const power = { events: { "org.valise.bench": 0 } };
    const made = await owner.call("POST", "/createRoom", {
        ...{ preset: "private_chat", room_version: "12", power_level_content_override: power },
    });
    const roomId = String(made.room_id);
    const room = `/rooms/${encodeURIComponent(roomId)}`;
    const present = (person: MatrixHttp) =>
        person.call("PUT", `${room}/state/org.valise.bench/${encodeURIComponent(person.userId)}`, {
            presentation: randomBytes(PRESENTATION_BYTES / 2).toString("hex"),
        });
    const inviting = inTurns(invited, ({ userId }) => owner.call("POST", `${room}/invite`, { user_id: userId }));
    await Promise.all([inviting, plain.joinAll(roomId, present)]);
    await sendOne(plain, roomId);
    return { roomId, tookMs: performance.now() - startedMs };
}

async function sendOne({ people, lastHeard }: PlainPeople, roomId: string): Promise<void> {
    const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${crypto.randomUUID()}`;
    const sent = await people[0]?.call("PUT", path, { msgtype: "m.text", body: "x".repeat(PRESENTATION_BYTES) });
    await lastHeard(String(sent?.event_id));
}

async function sendRaw(plain: PlainPeople, roomId: string, count: number): Promise<number> {
    const startedMs = performance.now();
    for (let at = 0; at < count; at++) await sendOne(plain, roomId);
    return performance.now() - startedMs;
}
