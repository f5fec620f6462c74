import { createFakeEngine } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";
import { causesOf, filterPeople, ladderOf, nameOf, postOf, toAgencyRows, toGroupRows, triageOf } from "./toCoverage.ts";

const [coverage, rollCall] = createFakeEngine({ crisis: true }).topics.read({ topic: "coverage" })?.rows ?? [];
if (coverage === undefined || rollCall === undefined) throw new Error("the demo has no coverage");

describe("coverage", () => {
    it("prints one's own agency as it is, the others with the time of their numbers", async () => {
        const { app } = await createTestApp();
        const rows = toAgencyRows(coverage, app, app.i18n.getState());
        expect(rows.map(({ of, asOfText }) => ["agency" in of ? of.agency.code : "", asOfText])).toEqual([
            ["MFA", undefined],
            ["MOD", "as of 10:07"],
            ["INTEL", "as of 09:56"],
        ]);
    });

    it("loses nobody between the engine's counts and the printed ones", () => {
        const total = Object.values(ladderOf(coverage.total)).reduce((sum, count) => sum + count, 0);
        expect(total).toBe(coverage.total.addressed);
    });

    it("groups one's own people, each with all of them", async () => {
        const { app } = await createTestApp();
        const rows = toGroupRows(coverage.people, (person) => [postOf(person, "en") || "no post"], app.i18n.getState());
        expect(rows.map(({ id, addressed, counts }) => [id, addressed, counts])).toEqual([
            ["no post", "4", { acknowledged: 2, "cannot-comply": 0, seen: 1, delivered: 0, waiting: 0, "no-key": 1 }],
            [
                "Visa section",
                "1",
                { acknowledged: 0, "cannot-comply": 0, seen: 0, delivered: 0, waiting: 1, "no-key": 0 },
            ],
        ]);
    });

    it("names those not reached of one's own agency only", () => {
        expect(causesOf(coverage).map(({ agencyName, count, names }) => [agencyName, count, names])).toEqual([
            ["Intelligence Service", 28, []],
            ["Foreign Ministry", 4, ["Thomas Aubry"]],
            ["Foreign Ministry", 2, ["Jean Vidal"]],
        ]);
    });

    it("finds people by state, name and post; who needs help stands first", () => {
        const names = (...args: [Parameters<typeof filterPeople>[1], string]) =>
            filterPeople(rollCall.people, ...args).map(nameOf);
        expect(names("all", "")[0]).toBe("Idris Benali");
        expect(names("help", "")).toEqual(["Idris Benali"]);
        expect(names("unanswered", "")).toEqual(["Ana Lemos", "Jean Vidal", "Thomas Aubry"]);
        expect(names("all", "visa")).toEqual(["Thomas Aubry"]);
        expect(names("key-withheld", "roche")).toEqual([]);
    });

    it("counts a roll call only where somebody said how they are", () => {
        expect(triageOf(rollCall.people)).toEqual({ safe: 1, help: 1, hurt: 0, missing: 3 });
        expect(triageOf(coverage.people)).toBeNull();
    });
});
