import type { TestStack } from "@valise/homeserver";
import { type MatrixHttp, MatrixHttpError, signInPlain } from "../../interop/matrixHttp.ts";

/** People with plain long-polls and nothing else: what the servers alone can do. */
export interface PlainPeople extends AsyncDisposable {
    readonly people: readonly MatrixHttp[];
    /** Everybody invited comes in; `then` is what each does next. */
    joinAll(roomId: string, then?: (person: MatrixHttp) => Promise<unknown>): Promise<void>;
    /** When the last of them had this event, by `performance.now()`. */
    lastHeard(eventId: string): Promise<number>;
}

const POLL_MS = 4_000;
const AT_ONCE = 6;
const filter = encodeURIComponent(
    JSON.stringify({ presence: { types: [] }, room: { timeline: { limit: 10 }, state: { lazy_load_members: true } } }),
);

export async function startPlainPeople(stack: TestStack, names: readonly string[]): Promise<PlainPeople> {
    const heard = new Map<string, { count: number; lastMs: number; done: () => void }>();
    const of = (eventId: string) => {
        const known = heard.get(eventId) ?? { count: 0, lastMs: 0, done: () => {} };
        heard.set(eventId, known);
        return known;
    };
    let stopped = false;
    const people = await inTurns(names, (name) => {
        const { clientUrl, userId, password } = stack.user(name);
        return signInPlain(clientUrl, userId, password);
    });
    const listen = async (person: MatrixHttp) => {
        let since = String((await person.call("GET", `/sync?timeout=0&filter=${filter}`)).next_batch);
        while (!stopped) {
            const path = `/sync?timeout=${POLL_MS}&since=${since}&filter=${filter}`;
            const answer = await person.call("GET", path).catch(() => null);
            if (answer === null) continue;
            since = String(answer.next_batch);
            for (const eventId of eventsIn(answer)) {
                const event = of(eventId);
                event.count++;
                event.lastMs = performance.now();
                event.done();
            }
        }
    };
    const listening = people.map(listen);
    return {
        people,
        async joinAll(roomId, then = async () => {}) {
            await inTurns(people, async (person) => {
                await patiently(() => person.call("POST", `/join/${encodeURIComponent(roomId)}`));
                await then(person);
            });
        },
        lastHeard: (eventId) =>
            new Promise((resolve) => {
                const event = of(eventId);
                event.done = () => event.count >= people.length && resolve(event.lastMs);
                event.done();
            }),
        async [Symbol.asyncDispose]() {
            stopped = true;
            await Promise.all(listening);
        },
    };
}

interface SyncAnswer {
    readonly rooms?: {
        readonly join?: Record<string, { readonly timeline: { readonly events: { event_id: string }[] } }>;
    };
}
const eventsIn = (answer: Record<string, unknown>): string[] =>
    Object.values((answer as SyncAnswer).rooms?.join ?? {}).flatMap(({ timeline }) =>
        timeline.events.map(({ event_id }) => event_id),
    );

/** An invitation may be here before the inviter's server knows it: 403 is tried again (protocol 5). */
async function patiently(join: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
        try {
            await join();
            return;
        } catch (error) {
            if (!(error instanceof MatrixHttpError) || attempt === 60) throw error;
            await new Promise((resolve) => setTimeout(resolve, 500));
        }
    }
}

export async function inTurns<T, R>(all: readonly T[], run: (each: T) => Promise<R>): Promise<R[]> {
    const done: R[] = [];
    for (let start = 0; start < all.length; start += AT_ONCE)
        done.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(run))));
    return done;
}
