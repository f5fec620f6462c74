import { randomBytes } from "node:crypto";
import type { Engine, RoomId, RoomRowSnapshot } from "@valise/bridge";
import { must, row, say, until } from "@valise/matrix/testing";
import type { MatrixHttp } from "../../interop/matrixHttp.ts";
import { agencyUrn, type CrisisPerson, type CrisisWorld, nowS, startCrisisWorld } from "../../support/crisisWorld.ts";
import { type Benchmark, median } from "../benchmark.ts";
import type { BenchStage } from "../support/benchStage.ts";
import { openYardstick, YARDSTICK } from "../support/openYardstick.ts";
import { openScreen } from "./openScreen.ts";
import { type PlainPeople, patiently, sixAtOnce, startPlainPeople } from "./plainPeople.ts";

const AGENCIES = ["mfa", "mod", "intel"] as const;
/** `VALISE_BENCH_PEOPLE` for a shorter run, whose figures say so. */
const PEOPLE = Number(process.env.VALISE_BENCH_PEOPLE ?? 50);
const PRESENTATION_BYTES = 4_400;
/** Charter, name, phase, first message. */
const STANDBY_EVENTS = 4;
/** A second is soon another's on a machine that all of them share: the median of so many, like the raw ones. */
const STANDBY_TIMES = 3;

/** From the button to the first message that all who are online can read, beside the same by plain HTTP. */
export const emergencyRoom: Benchmark = {
    name: "emergency",
    what: `an emergency room with ${PEOPLE} people of three agencies, from the button to the first message`,
    async run(stage) {
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
        const raw = await measureRaw(world, plainNames);
        await plan(world, people, 1, 0);
        const cold = await openOurs(world, people, "cold");
        await plan(world, people, 2, 1);
        const isReady = ({ templates }: { templates: readonly { standbyReady: number }[] }) =>
            templates[0]?.standbyReady === 1;
        const times: number[] = [];
        while (times.length < STANDBY_TIMES) {
            // The next one is made behind each that was opened.
            await until(world.engine("p0"), { topic: "crisis" }, isReady, 600_000);
            await settled();
            times.push(await openOurs(world, people, "standby"));
        }
        const standby = median(times);
        await plan(world, people, 3, 0);
        const meanwhile = await watchOpening(stage, world);
        return [
            { measure: "raw cold opening: create, invite, join, 4.4 kB a member", value: raw.coldMs, unit: "ms" },
            { measure: "opened cold, to the first message read by all", value: cold, unit: "ms" },
            { measure: "that, times the raw cold opening", value: cold / raw.coldMs, unit: "x", bar: 1.3 },
            {
                measure: `raw: ${STANDBY_EVENTS} events one after the other, to all, median of ${STANDBY_TIMES}`,
                value: raw.eventsMs,
                unit: "ms",
            },
            { measure: "opened from standby, to the first message read by all, median", value: standby, unit: "ms" },
            { measure: "that, times those events", value: standby / raw.eventsMs, unit: "x", bar: 1.5 },
            { measure: "once more, cold: to the room on the opener's list", value: meanwhile.thereMs, unit: "ms" },
            { measure: "to another's word while the rest come", value: meanwhile.heardMs, unit: "ms" },
            { measure: "to the last who came", value: meanwhile.wholeMs, unit: "ms" },
            {
                measure: "longest task of a screen in it meanwhile (50 and less count as 0)",
                ...{ value: meanwhile.longestTaskMs, unit: "ms", bar: 50 },
            },
            { measure: YARDSTICK, value: meanwhile.yardstickMs, unit: "ms" },
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
    await Promise.all(people.slice(1).map(({ name }) => reads(engine(name), opened.roomId, text)));
    return performance.now() - startedMs;
}

interface Meanwhile {
    /** From the button to the room on the opener's list. */
    readonly thereMs: number;
    /** To the word of somebody at a screen, read by the opener while the others come. */
    readonly heardMs: number;
    /** To the last who came. */
    readonly wholeMs: number;
    readonly longestTaskMs: number;
    readonly yardstickMs: number;
}

/** Opened cold once more, with somebody at a screen who goes to the room and writes in it as soon as they are there. */
async function watchOpening(stage: BenchStage, world: World): Promise<Meanwhile> {
    await using screen = await openScreen(stage, world, "p3");
    await using yardstick = await openYardstick(stage);
    await settled();
    await Promise.all([screen.longestTaskMs(), yardstick.longestTaskMs()]);
    const opener = world.engine("p0");
    const name = "Lazare";
    const startedMs = performance.now();
    const passedMs = () => performance.now() - startedMs;
    const opening = opener.commands.openEmergencyRoom({ template: "evacuation", name, exercise: true });
    const isIt = (each: RoomRowSnapshot) => each.kind === "emergency" && each.name === name;
    const { rows } = await until(opener, { topic: "rooms" }, (list) => list.rows.some(isIt), 60_000);
    const thereMs = passedMs();
    const roomId = rows.find(isIt)?.roomId ?? "";
    await screen.app.row(name).click();
    const saying = screen.app.say("I am here");
    using leaving = new DisposableStack();
    // Whoever came in this moment and has shown nothing yet is asked about first: then one presses Enter once more.
    leaving.adopt(
        setInterval(() => void screen.app.sendWhatIsLeft(), 1_000),
        clearInterval,
    );
    await row(opener, roomId, (each) => each.body === "I am here", 120_000);
    const heardMs = passedMs();
    await saying;
    must(await opening);
    const wholeMs = passedMs();
    const [longestTaskMs, yardstickMs] = await Promise.all([screen.longestTaskMs(), yardstick.longestTaskMs()]);
    return { thereMs, heardMs, wholeMs, longestTaskMs, yardstickMs };
}

/** The first message stands in this person's list of rooms. */
const reads = (engine: Engine, roomId: RoomId, text: string) =>
    until(
        engine,
        { topic: "rooms" },
        ({ rows }) => rows.some((row) => row.roomId === roomId && hasRead(row, text)),
        300_000,
    );

/** What the opener's device enters in the log by itself may come with it, and then stands in the list instead. */
function hasRead({ preview, unreadCount }: RoomRowSnapshot, text: string): boolean {
    if (preview?.kind !== "text") return false;
    return preview.text.includes(text) || (preview.text.startsWith("[AUTO] room-opened") && unreadCount === 2);
}

/** Nobody of them is there while ours is measured. */
async function measureRaw({ stack }: World, names: readonly string[]): Promise<{ coldMs: number; eventsMs: number }> {
    await using plain = await startPlainPeople(stack, names);
    await settled();
    const { roomId, tookMs: coldMs } = await openRaw(plain);
    const times: number[] = [];
    while (times.length < STANDBY_TIMES) {
        await settled();
        times.push(await sendRaw(plain, roomId, STANDBY_EVENTS));
    }
    return { coldMs, eventsMs: median(times) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5_000));

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
    const come = async (person: MatrixHttp) => {
        await patiently(() => person.call("POST", `/join/${encodeURIComponent(roomId)}`));
        await patiently(() => present(person));
    };
    const coming: Promise<unknown>[] = [present(owner)];
    await sixAtOnce(invited, async (person) => {
        await patiently(() => owner.call("POST", `${room}/invite`, { user_id: person.userId }));
        coming.push(come(person));
    });
    await Promise.all(coming);
    while (!(await isWhole(owner, room, plain.people.length))) await new Promise((resolve) => setTimeout(resolve, 50));
    await sendOne(plain, roomId);
    return { roomId, tookMs: performance.now() - startedMs };
}

/** The owner's server knows everybody in the room: what is sent from there now reaches them. */
async function isWhole(owner: MatrixHttp, room: string, count: number): Promise<boolean> {
    const { joined } = await owner.call("GET", `${room}/joined_members`);
    return Object.keys(joined as object).length === count;
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
