import { err, ok, type Result } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import type { JsonObject } from "../json.ts";
import { createProviderProof } from "./createProviderProof.ts";
import { UserAuthError } from "./UserAuth.ts";

type Answer = Result<JsonObject, HttpFailure>;
const answered = (status: number, body: JsonObject, errcode: string | null = null): Answer =>
    err({ kind: "answered", status, errcode, softLogout: false, retryAfterMs: null, retryAfter: null, body });
const asks = (...ways: string[]) =>
    answered(401, { session: "s 1", flows: ways.map((way) => ({ stages: [way] })), params: {} });
const away: Answer = err({ kind: "no-answer", reached: false, cause: null });
const address = "https://matrix.mfa.example/_matrix/client/v3/auth/m.login.sso/fallback/web?prompt=login&session=s%201";

function open(answers: Answer[]) {
    const clock = createFakeClock();
    const sent: JsonObject[] = [];
    let changes = 0;
    const request = async (_method: string, _path: string, options: { readonly body?: object } = {}) => {
        sent.push(options.body as JsonObject);
        return answers.length > 1 ? (answers.shift() as Answer) : (answers[0] as Answer);
    };
    const http = { request } as unknown as MatrixHttp;
    const proof = createProviderProof({
        ...{ clientUrl: "https://matrix.mfa.example/", clock },
        changed: () => void changes++,
    });
    const prove = () => proof.prove(http);
    const begin = () => proof.request(http, "DELETE", "/devices/X", { keep: 1 });
    const turn = () => new Promise<void>((done) => setTimeout(done));
    const pass = async (ms = 2000) => {
        await turn();
        clock.advance(ms);
        await turn();
    };
    return { proof, prove, begin, pass, turn, sent, changes: () => changes, clock };
}

describe("showing at the identity provider who one is", () => {
    it("sends the browser to one's own homeserver, and repeats the request until the server has heard the provider", async () => {
        const { proof, begin, pass, turn, sent, changes } = open([
            asks("m.login.sso"),
            asks("m.login.sso"),
            away,
            ok({}),
        ]);
        const done = begin();
        await turn();
        expect([proof.address(), changes()]).toEqual([address, 1]);
        for (let at = 0; at < 3; at++) await pass();
        expect(await done).toEqual(ok({}));
        const again = { keep: 1, auth: { session: "s 1" } };
        expect(sent).toEqual([{ keep: 1 }, again, again, again]);
        expect([proof.address(), changes()]).toEqual([null, 2]);
    });

    it("needs no browser where the server asks nothing, and tries nothing where it offers no provider", async () => {
        const free = open([ok({ a: 1 })]);
        expect(await free.begin()).toEqual(ok({ a: 1 }));
        const other = open([asks("m.login.password")]);
        expect(await other.begin()).toEqual(err({ kind: "proof-not-offered" }));
        const twoStages = answered(401, { session: "s", flows: [{ stages: ["m.login.sso", "m.login.terms"] }] });
        expect(await open([twoStages]).begin()).toEqual(err({ kind: "proof-not-offered" }));
        for (const { proof, changes } of [free, other]) expect([proof.address(), changes()]).toEqual([null, 0]);
        expect(await open([answered(403, {}, "M_FORBIDDEN")]).begin()).toMatchObject({
            error: { kind: "not-allowed" },
        });
    });

    it("does nothing without the provider's word: it ends after five minutes, when it is stopped, or when the server refuses", async () => {
        const late = open([asks("m.login.sso")]);
        const expired = late.begin();
        for (let at = 0; at < 151; at++) await late.pass();
        expect(await expired).toEqual(err({ kind: "proof-expired" }));
        expect([late.proof.address(), late.sent.length]).toEqual([null, 151]);

        const stopped = open([asks("m.login.sso"), ok({})]);
        const cancelled = stopped.begin();
        await stopped.turn();
        stopped.proof.stop();
        expect(await cancelled).toEqual(err({ kind: "cancelled" }));
        expect([stopped.proof.address(), stopped.sent.length]).toEqual([null, 1]);

        const refused = open([asks("m.login.sso"), answered(403, {}, "M_FORBIDDEN")]);
        const ended = refused.begin();
        await refused.pass();
        expect(await ended).toEqual(err({ kind: "not-allowed", errcode: "M_FORBIDDEN" }));
    });

    it("says beforehand whether it can be shown at all", async () => {
        expect(await open([ok({})]).prove()).toEqual(ok());
        const able = open([asks("m.login.password", "m.login.sso")]);
        expect(await able.prove()).toEqual(ok());
        expect([able.proof.address(), able.sent]).toEqual([null, [{ devices: [] }]]);
        expect(await open([asks("m.login.password")]).prove()).toEqual(err({ kind: "proof-not-offered" }));
        expect(await open([away]).prove()).toEqual(err({ kind: "server-unreachable" }));
    });

    it("waits for one browser at a time", async () => {
        const { proof, begin, pass, turn } = open([asks("m.login.sso"), asks("m.login.sso"), ok({})]);
        const first = begin();
        await turn();
        const second = begin();
        expect(await first).toEqual(err({ kind: "cancelled" }));
        await pass();
        expect(await second).toEqual(ok({}));
        expect(proof.address()).toBeNull();
    });

    it("does the same for requests of the SDK's", async () => {
        const thrown = (data: JsonObject) => Object.assign(new Error("401"), { data });
        const challenge = thrown({ session: "s 1", flows: [{ stages: ["m.login.sso"] }] });
        const gone = Object.assign(new Error("fetch failed"), { name: "ConnectionError" });
        const { proof, pass, turn } = open([ok({})]);
        const causes = [challenge, gone, challenge];
        const auths: (object | null)[] = [];
        const done = proof.forSdk(async (auth) => {
            auths.push(auth);
            const cause = causes.shift();
            if (cause !== undefined) throw cause;
            return "uploaded";
        });
        await turn();
        expect(proof.address()).toBe(address);
        for (let at = 0; at < 3; at++) await pass();
        expect(await done).toBe("uploaded");
        expect(auths).toEqual([null, { session: "s 1" }, { session: "s 1" }, { session: "s 1" }]);
        const stopped = proof.forSdk(async () => Promise.reject(challenge));
        await turn();
        proof.stop();
        await expect(stopped).rejects.toEqual(new UserAuthError({ kind: "cancelled" }));
        await expect(proof.forSdk(() => Promise.reject(new Error("other")))).rejects.toThrow("other");
    });
});
