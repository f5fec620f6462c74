import { describe, expect, it } from "vitest";
import { refuseFalseSuccess } from "./refuseFalseSuccess.ts";

const pass = async (body: string, init: ResponseInit) => {
    const response = await refuseFalseSuccess(new Response(body, init));
    return [response.status, await response.text()];
};

describe("an answer to the crypto machine", () => {
    it("passes when it is the homeserver's, of success or of refusal", async () => {
        expect(await pass("{}", { status: 200 })).toEqual([200, "{}"]);
        expect(await pass('{"version":"1"}', { status: 200 })).toEqual([200, '{"version":"1"}']);
        expect(await pass('{"errcode":"M_NOT_FOUND"}', { status: 404 })).toEqual([404, '{"errcode":"M_NOT_FOUND"}']);
    });

    it.each([
        ["a page", "<h1>Sign in</h1>"],
        ["nothing", ""],
        ["a list", "[]"],
        ["an error called success", '{"errcode":"M_UNKNOWN","error":"no"}'],
    ])("that is %s counts as a gateway's failure", async (_what, body) => {
        expect(await pass(body, { status: 200 })).toEqual([502, ""]);
    });
});
