import type { Benchmark } from "./benchmark.ts";
import type { BenchUser } from "./support/benchStage.ts";

const PEOPLE = 500;
const AT_ONCE = 50;
const LIMIT_MS = 120_000;

/** A ministry that comes to work behind one address, with the limits that every stack and deployment ships. */
export const signIns: Benchmark = {
    name: "sign-ins",
    what: `${PEOPLE} people sign in from one address, ${AT_ONCE} at a time, waiting only where the server says so`,
    async run(stage) {
        const users = await inTurns(Array.from({ length: PEOPLE }), () => stage.newUser("mfa"));
        let refused = 0;
        const begunMs = performance.now();
        await inTurns(users, async (user) => {
            refused += await signInPatiently(user);
        });
        const tookMs = performance.now() - begunMs;
        return [
            { measure: `the last of ${PEOPLE} is signed in`, value: tookMs, unit: "ms", bar: LIMIT_MS },
            { measure: "told to wait and try again", value: (refused / PEOPLE) * 100, unit: "%" },
            { measure: "signed in", value: PEOPLE / (tookMs / 1000), unit: "/s" },
        ];
    },
};

/** Answers how often the server asked to wait. */
async function signInPatiently({ clientUrl, userId, password }: BenchUser): Promise<number> {
    const identifier = { type: "m.id.user", user: userId };
    for (let refused = 0; ; refused++) {
        const answer = await fetch(`${clientUrl}/_matrix/client/v3/login`, {
            method: "POST",
            body: JSON.stringify({ type: "m.login.password", identifier, password }),
        });
        const body = (await answer.json()) as { readonly retry_after_ms?: number };
        if (answer.ok) return refused;
        if (answer.status !== 429) throw new Error(`sign-in: ${answer.status}`);
        await new Promise((done) => setTimeout(done, body.retry_after_ms ?? 1_000));
    }
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
    const results: R[] = [];
    const left = items.entries();
    const worker = async () => {
        for (const [at, item] of left) results[at] = await work(item);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return results;
}
