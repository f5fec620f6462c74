import type { TestStack } from "@valise/homeserver";
import { type MatrixHttp, MatrixHttpError, signInPlain } from "../../interop/matrixHttp.ts";
import { someAtOnce } from "../../support/someAtOnce.ts";

/** People with plain long-polls and nothing else: what the servers alone can do. */
export interface PlainPeople extends AsyncDisposable {
    readonly people: readonly MatrixHttp[];
    /** When the last of them had this event, by `performance.now()`. */
    lastHeard(eventId: string): Promise<number>;
}

const POLL_MS = 25_000;
const PAUSE_MS = 250;
const PATIENT_MS = 120_000;
/** As many at once as the engine asks (protocol 5). */
const AT_ONCE = 6;
const filter = encodeURIComponent(
    JSON.stringify({ presence: { types: [] }, room: { timeline: { limit: 10 }, state: { lazy_load_members: true } } }),
);

/** `before`: what they do while nobody listens yet. */
export async function startPlainPeople(
    stack: TestStack,
    names: readonly string[],
    before: (people: readonly MatrixHttp[]) => Promise<void> = async () => {},
): Promise<PlainPeople> {
    const heard = new Map<string, { count: number; lastMs: number; done: () => void }>();
    const of = (eventId: string) => {
        const known = heard.get(eventId) ?? { count: 0, lastMs: 0, done: () => {} };
        heard.set(eventId, known);
        return known;
    };
    const stopping = new AbortController();
    const { signal } = stopping;
    const people = await sixAtOnce(names, (name) => {
        const { clientUrl, userId, password } = stack.user(name);
        return signInPlain(clientUrl, userId, password);
    });
    await before(people);
    const listen = async (person: MatrixHttp) => {
        let since: string | null = null;
        while (!signal.aborted) {
            const from: string = since === null ? "timeout=0" : `timeout=${POLL_MS}&since=${since}`;
            const path = `/sync?${from}&filter=${filter}`;
            const answer: SyncAnswer | null = await person.call("GET", path, undefined, signal).catch(() => null);
            if (answer === null) {
                await later(PAUSE_MS);
                continue;
            }
            // What was there before is nothing that somebody waits for.
            const isFirst = since === null;
            since = String(answer.next_batch);
            for (const eventId of isFirst ? [] : eventsIn(answer)) {
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
        lastHeard: (eventId) =>
            new Promise((resolve, reject) => {
                const event = of(eventId);
                const timer = setTimeout(() => {
                    reject(new Error(`${event.count} of ${people.length} heard of ${eventId}`));
                }, PATIENT_MS);
                event.done = () => {
                    if (event.count < people.length) return;
                    clearTimeout(timer);
                    resolve(event.lastMs);
                };
                event.done();
            }),
        async [Symbol.asyncDispose]() {
            stopping.abort();
            await Promise.all(listening);
        },
    };
}

interface SyncAnswer {
    readonly next_batch?: unknown;
    readonly rooms?: {
        readonly join?: Record<string, { readonly timeline: { readonly events: { event_id: string }[] } }>;
    };
}
const eventsIn = ({ rooms }: SyncAnswer): string[] =>
    Object.values(rooms?.join ?? {}).flatMap(({ timeline }) => timeline.events.map(({ event_id }) => event_id));

/**
 * Waits as told after 429, and a moment after the 403 of an invitation that the inviter's server does not know yet (protocol 5), or
 * the 404 of a server into which a room is just coming.
 */
export async function patiently(ask: () => Promise<unknown>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
        try {
            await ask();
            return;
        } catch (error) {
            const isPassing = error instanceof MatrixHttpError && [403, 404, 429].includes(error.status);
            if (!isPassing || attempt === 240) throw error;
            await later(Number(error.body.retry_after_ms ?? PAUSE_MS));
        }
    }
}

/** Six are always under way. */
export const sixAtOnce = <T, R>(all: readonly T[], run: (each: T) => Promise<R>): Promise<R[]> =>
    someAtOnce(AT_ONCE, all, run);

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
