import type { TimelineItemSnapshot } from "@valise/bridge";
import { must, row, say, saying, until } from "@valise/matrix/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { patiently } from "../interop/encryptedRoom.ts";
import type { TapAnswer, TappedRequest } from "../support/tap.ts";
import { type BehindTap, isSend, startBehindTap } from "./behindTap.ts";

let at: BehindTap;
beforeAll(async () => {
    at = await startBehindTap();
});
afterEach(() => {
    at.tap.rule = null;
});
afterAll(() => at?.[Symbol.asyncDispose]());

const busy: TapAnswer = { status: 504, body: "<html>Gateway Timeout</html>" };

/** Answers the first `times` sends so; tells when each of all sends came. */
function answerSends(times: number, answer: () => TapAnswer): { readonly atMs: readonly number[] } {
    const atMs: number[] = [];
    at.tap.rule = (request) => {
        if (!isSend(request)) return null;
        atMs.push(request.atMs);
        return atMs.length <= times ? { kind: "answer", answer: answer() } : null;
    };
    return { atMs };
}

describe("an answer that is lost after the server accepted", () => {
    it("leads to a second attempt with the same transaction id and bytes, and to one message", async () => {
        const puts: TappedRequest[] = [];
        let deaf = 0;
        at.tap.rule = (request) => {
            // Deaf as well: else the message comes back by sync and is known to be sent.
            if (/\/sync\b/.test(request.url) && puts.length < 3 && ++deaf > 0) return { kind: "answer", answer: busy };
            if (!isSend(request)) return null;
            puts.push(request);
            return puts.length <= 2 ? { kind: "lose-reply" } : null;
        };
        await say(at.bob, at.roomId, "ends the long poll");
        await patiently(async () => expect(deaf).toBeGreaterThan(0));
        await say(at.alice, at.roomId, "reply lost");
        await at.arrivesOnce("reply lost");
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
        await say(at.alice, at.roomId, body);
        const waiting = await row(
            at.alice,
            at.roomId,
            (r) => saying(body)(r) && r.send?.failure?.kind === "rate-limited",
        );
        expect(waiting.send).toMatchObject({ state: "queued", retryAtMs: expect.any(Number) });
        await at.arrivesOnce(body);
        const [first = 0, second = 0] = atMs;
        expect(second - first).toBeGreaterThanOrEqual(atLeastMs);
        expect(second - first).toBeLessThan(15_000);
    });
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
            const key = await say(at.alice, at.roomId, body);
            const failed = (r: TimelineItemSnapshot) => saying(body)(r) && r.send?.state === "failed";
            expect((await row(at.alice, at.roomId, failed)).send?.failure?.kind).toBe(kind);
            at.tap.rule = null;
            must(await at.alice.commands.retrySend({ key }));
            await at.arrivesOnce(body);
        }
        expect((await until(at.alice, { topic: "session" }, () => true)).phase).toBe("ready");
    });

    it("a token gone for now keeps draft, keys and outbox until the password is given again", async () => {
        must(await at.alice.commands.writeDraft({ roomId: at.roomId, text: "half a sentence" }));
        const gone = JSON.stringify({ errcode: "M_UNKNOWN_TOKEN", error: "no", soft_logout: true });
        at.tap.rule = ({ url }) =>
            url.includes("/login") ? null : { kind: "answer", answer: { status: 401, body: gone } };
        await say(at.alice, at.roomId, "through the sign-out");
        const session = await until(at.alice, { topic: "session" }, (s) => s.phase === "soft-signed-out");
        expect(session.failure).toEqual({ kind: "signed-out-by-server", soft: true });
        at.tap.rule = null;
        must(await at.alice.commands.reauthenticate({ password: at.stack.user("alice").password }));
        await until(at.alice, { topic: "session" }, (s) => s.phase === "ready");
        await at.arrivesOnce("through the sign-out");
        expect(await at.alice.commands.readDraft({ roomId: at.roomId })).toEqual({
            ok: true,
            value: { text: "half a sentence" },
        });
        // What was read before is read again, with the keys that were kept; where the server began anew, by going back to it.
        must(await at.alice.commands.paginateBack({ roomId: at.roomId, count: 100 }));
        await until(at.alice, { topic: "timeline", roomId: at.roomId }, ({ rows }) =>
            rows.some(({ own, kind, body }) => own && kind === "text" && body === "warm"),
        );
    });

    it("a token gone for good signs out and says so", async () => {
        const gone = JSON.stringify({ errcode: "M_UNKNOWN_TOKEN", error: "no", soft_logout: false });
        at.tap.rule = () => ({ kind: "answer", answer: { status: 401, body: gone } });
        await say(at.alice, at.roomId, "never said");
        const session = await until(at.alice, { topic: "session" }, (s) => s.phase === "signed-out");
        expect(session.failure).toEqual({ kind: "signed-out-by-server", soft: false });
    });
});
