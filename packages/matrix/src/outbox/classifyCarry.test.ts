import { epochMs } from "@valise/base";
import { describe, expect, it } from "vitest";
import { backOffMs, serverErrorBackOff } from "./backOff.ts";
import { classifyCarry } from "./classifyCarry.ts";
import { parseRetryAfter } from "./retryAfter.ts";

const nowMs = epochMs(Date.UTC(2026, 10, 21, 12, 0, 0));
const answered = (status: number, errcode: string | null, more: object = {}) =>
    classifyCarry({ kind: "answered", status, errcode, ...more }, nowMs);

describe("what a failed attempt means", () => {
    it.each([
        ["a gateway's page", 502, null, "entry"],
        ["an overloaded server", 503, "M_UNKNOWN", "entry"],
        ["a timeout at a gateway", 504, null, "entry"],
        ["a server's own timeout", 408, "M_UNKNOWN", "entry"],
        ["a captive portal's redirect", 302, null, "entry"],
        ["a portal's page that says yes", 200, null, "entry"],
        ["an error object that says yes", 200, "M_UNKNOWN", "entry"],
        ["a firewall's 403 page", 403, null, "entry"],
    ])("%s passes, and leaves it unclear", (_name, status, errcode, kind) => {
        expect(answered(status, errcode)).toMatchObject({ kind, unclear: true });
    });

    it.each([
        [403, "M_FORBIDDEN", { kind: "not-allowed", errcode: "M_FORBIDDEN" }],
        [400, "M_BAD_JSON", { kind: "not-allowed", errcode: "M_BAD_JSON" }],
        [404, "M_NOT_FOUND", { kind: "not-found" }],
        [413, null, { kind: "too-large", limitBytes: null }],
        [400, "M_TOO_LARGE", { kind: "too-large", limitBytes: null }],
        [403, "M_USER_DEACTIVATED", { kind: "account-deactivated" }],
    ])("%i %s is permanent", (status, errcode, failure) => {
        expect(answered(status, errcode)).toEqual({ kind: "permanent", unclear: false, failure });
    });

    it("a lost session pauses everything and loses nothing", () => {
        expect(answered(401, "M_UNKNOWN_TOKEN", { softLogout: true })).toMatchObject({
            kind: "signed-out",
            soft: true,
        });
    });

    it("a request that surely never left is not unclear", () => {
        expect(classifyCarry({ kind: "no-answer", reached: false, cause: null }, nowMs).unclear).toBe(false);
        expect(classifyCarry({ kind: "no-answer", reached: true, cause: null }, nowMs).unclear).toBe(true);
    });

    it.each([
        [1500, null, 1500],
        [null, "7", 7_000],
        [2000, "7", 2_000],
        [null, "Sat, 21 Nov 2026 12:00:30 GMT", 30_000],
        [null, "Sat, 21 Nov 2026 11:00:00 GMT", 0],
        [null, "86400", 3_600_000],
        [null, null, null],
        [null, "soon", null],
        [Number.NaN, "-5", null],
    ])("retry after %s / %s is %s ms", (body, header, waitMs) => {
        expect(parseRetryAfter(body, header, nowMs)).toBe(waitMs);
        expect(answered(429, "M_LIMIT_EXCEEDED", { retryAfterMs: body, retryAfter: header })).toMatchObject({
            kind: "server",
            waitMs,
            unclear: false,
        });
    });

    it("backs off in doubling steps up to a ceiling, spread over the upper half", () => {
        expect([1, 2, 3, 50].map((n) => backOffMs(serverErrorBackOff, n, 1))).toEqual([1000, 2000, 4000, 60_000]);
        expect(backOffMs(serverErrorBackOff, 3, 0)).toBe(2000);
    });
});
