import { say } from "@valise/matrix/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TapAnswer } from "../support/tap.ts";
import { type BehindTap, startBehindTap } from "./behindTap.ts";

let at: BehindTap;
beforeAll(async () => {
    at = await startBehindTap();
});
afterEach(() => {
    at.tap.rule = null;
});
afterAll(() => at?.[Symbol.asyncDispose]());

describe("answers that are none", () => {
    const garbage: readonly [string, TapAnswer][] = [
        ["a gateway's page", { status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad Gateway</h1>" }],
        ["a captive portal", { status: 200, headers: { "content-type": "text/html" }, body: "<form>Sign in</form>" }],
        ["a redirect", { status: 302, headers: { location: "http://127.0.0.1:9/portal" }, body: "" }],
        ["nothing", { status: 200, body: "" }],
        ["an error as success", { status: 200, body: '{"errcode":"M_UNKNOWN_TOKEN","error":"no"}' }],
        ["half an answer", { status: 200, body: '{"next_batch":"s1","pos":"1","rooms":{}}', cutAfterBytes: 10 }],
        [
            "somebody else's JSON",
            { status: 200, body: '{"status":"please sign in","url":"http://127.0.0.1:9/portal"}' },
        ],
        ["a list", { status: 200, body: "[]" }],
        ["401 by a proxy", { status: 401, headers: { "content-type": "text/html" }, body: "<h1>Proxy sign-in</h1>" }],
        ["403 by a proxy", { status: 403, headers: { "content-type": "text/html" }, body: "<h1>Forbidden</h1>" }],
        ["404 by a proxy", { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not found</h1>" }],
    ];
    it.each(garbage)(
        "%s on every endpoint signs nobody out; what was written then arrives once",
        async (name, answer) => {
            const phases: string[] = [];
            using _watch = at.alice.subscribe({ topic: "session" }, (session) => phases.push(session.phase));
            let answered = 0;
            at.tap.rule = () => {
                answered++;
                return { kind: "answer", answer };
            };
            const body = `written during ${name}`;
            await say(at.alice, at.roomId, body);
            await new Promise((resolve) => setTimeout(resolve, 1_500));
            expect(answered).toBeGreaterThan(0);
            expect((await at.own(body)).map((r) => r.send?.state)).toEqual(["queued"]);
            at.tap.rule = null;
            await at.arrivesOnce(body);
            expect([...new Set(phases)]).toEqual(["ready"]);
        },
    );
});
