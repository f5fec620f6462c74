import { demoDesk, demoNowMs } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { countDesk, draftFor, holdersIn, wantOf } from "./decideDesk.ts";

const desk = demoDesk();
const { limits } = desk;
if (limits === null) throw new Error("the demo's desk is open");

describe("the officer's desk", () => {
    it("counts what is valid, waits, is wrong, was taken away and ends soon", () => {
        expect(countDesk(desk, demoNowMs)).toEqual({
            valid: 3,
            requests: 2,
            spills: 1,
            anomalies: 2,
            revoked: 1,
            ending: 1,
        });
    });

    it("lists by place, by filter and by what was typed", () => {
        const ids = (...rest: [Parameters<typeof holdersIn>[1], Parameters<typeof holdersIn>[2], string]) =>
            holdersIn(desk, ...rest, demoNowMs).map(({ userId }) => userId);
        expect(ids("anomalies", "all", "")).toEqual(["@luc:mfa.example"]);
        const ended = { ...desk, rows: desk.rows.map((row) => ({ ...row, status: "offboarded" as const })) };
        expect(holdersIn(ended, "anomalies", "all", "", demoNowMs)).toHaveLength(desk.rows.length);
        expect(countDesk(ended, demoNowMs).anomalies).toBe(desk.rows.length + desk.strangers.length);
        expect(ids("revoked", "all", "")).toEqual(["@hugo:mfa.example"]);
        expect(ids("all", "ending", "")).toEqual(["@thomas:mfa.example"]);
        expect(ids("all", "roles", "NADIA")).toEqual(["@nadia:mfa.example"]);
    });
});

describe("what is decided for one person", () => {
    it("begins with what was asked, and never with more than the officer's key may sign", () => {
        const request = { ...desk.requests[0], want: "FR/TS REL=FRA,USA MENTION=SF", roles: ["CRISIS", "ROOT"] };
        const draft = draftFor(request as never, limits);
        expect(draft).toMatchObject({ level: null, values: ["REL.FRA", "MENTION.SF"], roles: ["CRISIS"] });
    });

    it("is asked for in short notation, in the policy's order, and not before a level is chosen", () => {
        const [request] = desk.requests;
        if (request === undefined) throw new Error("nobody asks");
        const draft = draftFor(request, limits);
        expect(wantOf(draft, limits)).toBe("FR/DR REL=FRA");
        expect(wantOf({ ...draft, values: ["REL.DEU", "MENTION.SF", "REL.FRA"] }, limits)).toBe(
            "FR/DR MENTION=SF REL=FRA,DEU",
        );
        expect(wantOf({ ...draft, level: null }, limits)).toBeNull();
    });
});
