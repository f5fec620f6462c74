import type { RoomId } from "@valise/bridge";
import type { TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { must, sent, until } from "@valise/matrix/testing";
import { type MatrixHttp, signInPlain } from "../../interop/matrixHttp.ts";
import { type CrisisPerson, startCrisisWorld } from "../../support/crisisWorld.ts";
import { type Benchmark, median } from "../benchmark.ts";
import { type PlainPeople, patiently, sixAtOnce, startPlainPeople } from "./plainPeople.ts";

const AGENCIES = ["mfa", "mod", "intel"] as const;
const ENGINES_EACH = 5;
const PATIENT_MS = 120_000;
/** Of which 15 are complete engines; `VALISE_BENCH_RECIPIENTS` for a shorter run, whose figures say so. */
const RECIPIENTS = Number(process.env.VALISE_BENCH_RECIPIENTS ?? 300);

/** From "send" to the alarm in the last of 15 engines, beside the servers' own fan-out to the same people. */
export const broadcastFanOut: Benchmark = {
    name: "broadcast",
    what: `a FLASH to ${RECIPIENTS} recipients in three agencies, keys shared ahead`,
    async run({ runs }) {
        const recipients = AGENCIES.flatMap((agency) =>
            Array.from({ length: ENGINES_EACH }, (_, at) => ({ name: `${agency}${at}`, agency, roles: [] })),
        );
        const sender: CrisisPerson<string> = { name: "sender", agency: "mfa", roles: ["CHARTER", "BROADCAST"] };
        const plainNames = Array.from({ length: RECIPIENTS - recipients.length }, (_, at) => `plain${at}`);
        const others = Object.fromEntries(
            AGENCIES.map((agency, at) => [agency, plainNames.filter((_, n) => n % AGENCIES.length === at)]),
        );
        await using stack = new AsyncDisposableStack();
        let plain: PlainPeople | undefined;
        const startedMs = performance.now();
        const tell = (what: string) =>
            console.log(`  ${Math.round((performance.now() - startedMs) / 1000)} s: ${what}`);
        const fill = async (servers: TestStack, channel: RoomId) => {
            tell("engines signed in");
            plain = stack.use(await comePlainly(servers, plainNames, channel));
            tell(`${plainNames.length} others came`);
        };
        await using world = await startCrisisWorld([sender, ...recipients], "sender", { others, fill });
        tell("engines came");
        const engines = recipients.map(({ name }) => world.engine(name));
        const { commands } = world.engine("sender");
        const { clientUrl, userId, password } = world.stack.user("sender");
        const http = await signInPlain(clientUrl, userId, password);
        const room = `/rooms/${encodeURIComponent(world.channel)}`;
        // Who has no clearance will not read it: that is known before it is confirmed.
        const gate = { topic: "gate", roomId: world.channel } as const;
        let known: ReadonlySet<string> = new Set();
        await until(
            world.engine("sender"),
            gate,
            ({ rows, toConfirm }) => {
                known = new Set(rows.flatMap(({ membership, userId: who }) => (membership === "join" ? [who] : [])));
                // Whose standing is not decided yet would have to be confirmed later.
                return known.size > RECIPIENTS && (toConfirm ?? []).length === plainNames.length;
            },
            PATIENT_MS,
        ).catch(async () => {
            const { joined } = await http.call("GET", `${room}/joined_members`);
            const there = Object.keys(joined as object);
            const unknown = there.filter((who) => !known.has(who));
            throw new Error(`of ${there.length} in the room the sender does not know ${unknown.join(", ")}`);
        });
        must(await commands.confirmReaders({ roomId: world.channel }));

        await using engineAccounts = await startPlainPeople(
            world.stack,
            recipients.map(({ name }) => name),
        );
        tell("all are known to the sender");
        const [ours, raw]: [number[], number[]] = [[], []];
        let bytes = 0;
        for (let run = -1; run < runs; run++) {
            const sentMs = performance.now();
            const text = `Stay indoors. ${run}`;
            const wish = { roomId: world.channel, precedence: "FLASH", texts: { en: text }, ask: null } as const;
            const { broadcastId } = must(await commands.sendBroadcast(wish));
            const alarmed = await Promise.all(engines.map((engine) => alarmedMs(engine, broadcastId))).catch(
                async () => {
                    const held = await until(world.engine("sender"), { topic: "outbox" }, () => true);
                    throw new Error(`not alarmed everywhere; the sender's outbox: ${JSON.stringify(held)}`);
                },
            );
            if (run >= 0) ours.push(Math.max(...alarmed) - sentMs);
            if (bytes === 0) {
                const eventId = await sent(world.engine("sender"), world.channel, `[FLASH] ${text}`);
                const event = await http.call("GET", `${room}/event/${encodeURIComponent(eventId)}`);
                bytes = JSON.stringify(event.content).length;
            }
            await settled();
            const rawMs = performance.now();
            const body = { msgtype: "m.text", body: "x".repeat(bytes) };
            const put = await http.call("PUT", `${room}/send/m.room.message/${crypto.randomUUID()}`, body);
            const heard = [plain, engineAccounts].map((all) => all?.lastHeard(String(put.event_id)) ?? 0);
            const last = await Promise.all(heard);
            if (run >= 0) raw.push(Math.max(...last) - rawMs);
            await settled();
        }
        return [
            {
                measure: `raw fan-out of ${bytes} bytes to ${RECIPIENTS} long-polls, median`,
                value: median(raw),
                unit: "ms",
            },
            { measure: "send to the alarm in the last of 15 engines, median", value: median(ours), unit: "ms" },
            { measure: "that, times the raw fan-out", value: median(ours) / median(raw), unit: "x", bar: 1.3 },
        ];
    },
};

/**
 * They come before the engines do: each heard of by all who were there, and invited, would take a second a person. Nothing of it is
 * measured.
 */
async function comePlainly(stack: TestStack, names: readonly string[], channel: RoomId): Promise<PlainPeople> {
    const { clientUrl, userId, password } = stack.user("sender");
    const owner = await signInPlain(clientUrl, userId, password);
    const room = `/rooms/${encodeURIComponent(channel)}`;
    const letIn = (rule: "public" | "invite") =>
        owner.call("PUT", `${room}/state/m.room.join_rules`, { join_rule: rule });
    const count = async () => Object.keys((await owner.call("GET", `${room}/joined_members`)).joined as object).length;
    const join = `/join/${encodeURIComponent(channel)}?server_name=${userId.split(":")[1]}`;
    await letIn("public");
    const plain = await startPlainPeople(stack, names, async (people) => {
        const come = (person: MatrixHttp) => patiently(() => person.call("POST", join));
        // The first of each server brings the room there; the rest are neighbours.
        for (const person of people.slice(0, AGENCIES.length)) await come(person);
        await sixAtOnce(people.slice(AGENCIES.length), come);
        // A join that reached the owner's server after the next rule would not count there.
        while ((await count()) <= names.length) await new Promise((resolve) => setTimeout(resolve, 200));
    });
    await letIn("invite");
    return plain;
}

async function alarmedMs(engine: NodeEngine, broadcastId: string): Promise<number> {
    let seenMs = 0;
    const isAlarming = ({ rows }: { rows: readonly { broadcastId: string; alarm: unknown }[] }) => {
        const has = rows.some((row) => row.broadcastId === broadcastId && row.alarm !== null);
        if (has && seenMs === 0) seenMs = performance.now();
        return has;
    };
    await until(engine, { topic: "crisis" }, isAlarming, PATIENT_MS);
    return seenMs;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 2_000));
