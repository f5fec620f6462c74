import type { UserId } from "@valise/bridge";
import type { NodeEngine } from "@valise/matrix/node";
import { must, sent, until } from "@valise/matrix/testing";
import { signInPlain } from "../../interop/matrixHttp.ts";
import { type CrisisPerson, startCrisisWorld } from "../../support/crisisWorld.ts";
import { type Benchmark, median } from "../benchmark.ts";
import { patiently, sixAtOnce, startPlainPeople } from "./plainPeople.ts";

const AGENCIES = ["mfa", "mod", "intel"] as const;
const ENGINES_EACH = 5;
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
        await using world = await startCrisisWorld([sender, ...recipients], "sender", { others });
        const engines = recipients.map(({ name }) => world.engine(name));
        await using plain = await startPlainPeople(world.stack, plainNames);
        const { commands } = world.engine("sender");
        const userIds = plain.people.map(({ userId }) => userId as UserId);
        must(await commands.invite({ roomId: world.channel, userIds }));
        const join = `/join/${encodeURIComponent(world.channel)}`;
        await sixAtOnce(plain.people, (person) => patiently(() => person.call("POST", join)));
        // Who has no clearance will not read it: that is known before it is confirmed.
        const gate = { topic: "gate", roomId: world.channel } as const;
        await until(
            world.engine("sender"),
            gate,
            ({ rows }) => rows.filter(({ membership }) => membership === "join").length > RECIPIENTS,
            300_000,
        );
        must(await commands.confirmReaders({ roomId: world.channel }));

        const { clientUrl, userId, password } = world.stack.user("sender");
        const http = await signInPlain(clientUrl, userId, password);
        const room = `/rooms/${encodeURIComponent(world.channel)}`;
        await using engineAccounts = await startPlainPeople(
            world.stack,
            recipients.map(({ name }) => name),
        );
        const [ours, raw]: [number[], number[]] = [[], []];
        let bytes = 0;
        for (let run = -1; run < runs; run++) {
            const startedMs = performance.now();
            const text = `Stay indoors. ${run}`;
            const wish = { roomId: world.channel, precedence: "FLASH", texts: { en: text }, ask: null } as const;
            const { broadcastId } = must(await commands.sendBroadcast(wish));
            const alarmed = await Promise.all(engines.map((engine) => alarmedMs(engine, broadcastId)));
            if (run >= 0) ours.push(Math.max(...alarmed) - startedMs);
            if (bytes === 0) {
                const eventId = await sent(world.engine("sender"), world.channel, `[FLASH] ${text}`);
                const event = await http.call("GET", `${room}/event/${encodeURIComponent(eventId)}`);
                bytes = JSON.stringify(event.content).length;
            }
            await settled();
            const rawMs = performance.now();
            const body = { msgtype: "m.text", body: "x".repeat(bytes) };
            const put = await http.call("PUT", `${room}/send/m.room.message/${crypto.randomUUID()}`, body);
            const last = await Promise.all([plain, engineAccounts].map((all) => all.lastHeard(String(put.event_id))));
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

function alarmedMs(engine: NodeEngine, broadcastId: string): Promise<number> {
    return new Promise((resolve) => {
        const subscription = engine.subscribe({ topic: "crisis" }, ({ rows }) => {
            if (!rows.some((row) => row.broadcastId === broadcastId && row.alarm !== null)) return;
            resolve(performance.now());
            queueMicrotask(() => subscription[Symbol.dispose]());
        });
    });
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 2_000));
