import type { RoomId, TimelineItemSnapshot } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createRoom, join, memoryEngine, must, row, say, saying, sent, signUp, until } from "../support/engines.ts";
import { startTap, type Tap, type TapAnswer, type TappedRequest } from "../support/tap.ts";

let stack: TestStack;
let tap: Tap;
let alice: NodeEngine;
let bob: NodeEngine;
let roomId: RoomId;

beforeAll(async () => {
    stack = await startTestStack();
    tap = await startTap(stack.user("alice").clientUrl);
    [alice, bob] = await Promise.all([memoryEngine(), memoryEngine()]);
    await Promise.all([signUp(alice, stack.user("alice"), tap.url), signUp(bob, stack.user("bob"))]);
    roomId = await createRoom(alice, "Answers", stack.user("bob").userId);
    await join(bob, roomId);
    await say(alice, roomId, "warm");
    await row(bob, roomId, saying("warm"));
});
afterEach(() => {
    tap.rule = null;
});
afterAll(async () => {
    await Promise.all([alice?.close(), bob?.close()]);
    await tap?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
});

const isSend = ({ method, url }: TappedRequest) => method === "PUT" && /\/send\/m\.room\.encrypted\//.test(url);
const phase = async () => (await until(alice, { topic: "session" }, () => true)).phase;
const own = async (body: string) =>
    (await until(alice, { topic: "timeline", roomId }, () => true)).rows.filter((r) => r.body === body);

/** Answers the first `times` sends so; tells when each of all sends came. */
function answerSends(times: number, answer: () => TapAnswer): { readonly atMs: readonly number[] } {
    const atMs: number[] = [];
    tap.rule = (request) => {
        if (!isSend(request)) return null;
        atMs.push(request.atMs);
        return atMs.length <= times ? { kind: "answer", answer: answer() } : null;
    };
    return { atMs };
}

/** Bob has it exactly once, and everything up to a later message is there. */
async function arrivesOnce(body: string): Promise<void> {
    await sent(alice, roomId, body, 60_000);
    await say(alice, roomId, `${body}: end`);
    await row(bob, roomId, saying(`${body}: end`), 60_000);
    const seen = await until(bob, { topic: "timeline", roomId }, () => true);
    expect(seen.rows.filter(saying(body))).toHaveLength(1);
    expect(await own(body)).toHaveLength(1);
}

describe("an answer that is lost after the server accepted", () => {
    it("leads to a second attempt with the same transaction id and bytes, and to one message", async () => {
        const puts: TappedRequest[] = [];
        tap.rule = (request) => {
            if (!isSend(request)) return null;
            puts.push(request);
            return puts.length <= 2 ? { kind: "lose-reply" } : null;
        };
        await say(alice, roomId, "reply lost");
        await arrivesOnce("reply lost");
        const first = puts.filter(({ url }) => url === puts[0]?.url);
        expect(first.length).toBeGreaterThanOrEqual(2);
        expect(new Set(first.map(({ body }) => body)).size).toBe(1);
    });
});

describe("a server that asks for patience", () => {
    const limited = { errcode: "M_LIMIT_EXCEEDED", error: "Too many" };
    const json = (body: object, more = {}): TapAnswer => ({
        status: 429,
        headers: { "content-type": "application/json", ...more },
        body: JSON.stringify(body),
    });
    it.each([
        ["in milliseconds", () => json({ ...limited, retry_after_ms: 3_000 }), 3_000],
        ["in seconds of the header", () => json(limited, { "retry-after": "3" }), 3_000],
        ["by a date", () => json(limited, { "retry-after": new Date(Date.now() + 4_000).toUTCString() }), 2_900],
        ["without a time", () => json(limited), 2_400],
        [
            "as a page of a gateway",
            () => ({ status: 429, body: "<html>busy</html>", headers: { "retry-after": "3" } }),
            3_000,
        ],
    ])("%s is obeyed, and told", async (how, answer, atLeastMs) => {
        const { atMs } = answerSends(1, answer);
        const body = `patience ${how}`;
        await say(alice, roomId, body);
        const waiting = await row(alice, roomId, (r) => saying(body)(r) && r.send?.failure?.kind === "rate-limited");
        expect(waiting.send).toMatchObject({ state: "queued", retryAtMs: expect.any(Number) });
        await arrivesOnce(body);
        const [first = 0, second = 0] = atMs;
        expect(second - first).toBeGreaterThanOrEqual(atLeastMs);
        expect(second - first).toBeLessThan(15_000);
    });
});

describe("answers that are none", () => {
    const garbage: readonly [string, TapAnswer][] = [
        ["a gateway's page", { status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad Gateway</h1>" }],
        ["a captive portal", { status: 200, headers: { "content-type": "text/html" }, body: "<form>Sign in</form>" }],
        ["a redirect", { status: 302, headers: { location: "http://127.0.0.1:9/portal" }, body: "" }],
        ["nothing", { status: 200, body: "" }],
        ["an error as success", { status: 200, body: '{"errcode":"M_UNKNOWN_TOKEN","error":"no"}' }],
        ["half an answer", { status: 200, body: '{"next_batch":"s1","pos":"1","rooms":{}}', cutAfterBytes: 10 }],
        ["a list", { status: 200, body: "[]" }],
        ["401 by a proxy", { status: 401, headers: { "content-type": "text/html" }, body: "<h1>Proxy sign-in</h1>" }],
        ["403 by a proxy", { status: 403, headers: { "content-type": "text/html" }, body: "<h1>Forbidden</h1>" }],
        ["404 by a proxy", { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not found</h1>" }],
    ];
    it.each(garbage)(
        "%s on every endpoint signs nobody out; what was written then arrives once",
        async (name, answer) => {
            const phases: string[] = [];
            using _watch = alice.subscribe({ topic: "session" }, (session) => phases.push(session.phase));
            let answered = 0;
            tap.rule = () => {
                answered++;
                return { kind: "answer", answer };
            };
            const body = `written during ${name}`;
            await say(alice, roomId, body);
            await new Promise((resolve) => setTimeout(resolve, 1_500));
            expect(answered).toBeGreaterThan(0);
            expect((await own(body)).map((r) => r.send?.state)).toEqual(["queued"]);
            tap.rule = null;
            await arrivesOnce(body);
            expect([...new Set(phases)]).toEqual(["ready"]);
        },
    );
});

describe("refusals", () => {
    const matrix = (status: number, errcode: string) => ({ status, body: JSON.stringify({ errcode, error: "no" }) });
    it("are told apart, kept on the screen, and can be tried again", async () => {
        const refusals: readonly [TapAnswer, string][] = [
            [matrix(403, "M_FORBIDDEN"), "not-allowed"],
            [matrix(413, "M_TOO_LARGE"), "too-large"],
            [matrix(404, "M_NOT_FOUND"), "not-found"],
            [matrix(401, "M_USER_LOCKED"), "account-locked"],
            [matrix(403, "M_USER_DEACTIVATED"), "account-deactivated"],
        ];
        for (const [answer, kind] of refusals) {
            answerSends(1, () => answer);
            const body = `refused: ${kind}`;
            const key = await say(alice, roomId, body);
            const failed = (r: TimelineItemSnapshot) => saying(body)(r) && r.send?.state === "failed";
            expect((await row(alice, roomId, failed)).send?.failure?.kind).toBe(kind);
            tap.rule = null;
            must(await alice.commands.retrySend({ key }));
            await arrivesOnce(body);
        }
        expect(await phase()).toBe("ready");
    });

    it("a token gone for now keeps draft, keys and outbox until the password is given again", async () => {
        must(await alice.commands.writeDraft({ roomId, text: "half a sentence" }));
        const gone = JSON.stringify({ errcode: "M_UNKNOWN_TOKEN", error: "no", soft_logout: true });
        tap.rule = ({ url }) =>
            url.includes("/login") ? null : { kind: "answer", answer: { status: 401, body: gone } };
        await say(alice, roomId, "through the sign-out");
        const session = await until(alice, { topic: "session" }, (s) => s.phase === "soft-signed-out");
        expect(session.failure).toEqual({ kind: "signed-out-by-server", soft: true });
        tap.rule = null;
        must(await alice.commands.reauthenticate({ password: stack.user("alice").password }));
        await until(alice, { topic: "session" }, (s) => s.phase === "ready");
        await arrivesOnce("through the sign-out");
        expect(await alice.commands.readDraft({ roomId })).toEqual({ ok: true, value: { text: "half a sentence" } });
        expect((await own("warm")).map((r) => r.kind)).toEqual(["text"]);
    });

    it("a token gone for good signs out and says so", async () => {
        const gone = JSON.stringify({ errcode: "M_UNKNOWN_TOKEN", error: "no", soft_logout: false });
        tap.rule = () => ({ kind: "answer", answer: { status: 401, body: gone } });
        const session = await until(alice, { topic: "session" }, (s) => s.phase === "signed-out");
        expect(session.failure).toEqual({ kind: "signed-out-by-server", soft: false });
    });
});
