import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { readLeaverWords } from "./leaverWords.ts";

const steward = "@steward:mfa.example";
const create = (sender: string) => ({ type: "m.room.create", state_key: "", sender, content: {} });
const said = (key: string, content: JsonObject, more: JsonObject = {}): JsonObject => ({
    ...{ type: "org.valise.trust.leaver", state_key: key, sender: steward, content, origin_server_ts: 5, ...more },
});
const ended = (...events: JsonObject[]) => [...(readLeaverWords([create(steward), ...events])?.ended ?? [])];

describe("a server's word about who has left", () => {
    it("is its steward's alone, in a room that steward made, and about its own people", () => {
        expect(ended(said("ana:mfa.example", { ended: true }))).toEqual([["@ana:mfa.example", 5]]);
        expect(ended(said("paul:mod.example", { ended: true }))).toEqual([]);
        expect(ended(said("mfa.example", { ended: true }))).toEqual([]);
        expect(ended(said("x:y:mfa.example", { ended: true }))).toEqual([]);
        for (const sender of ["@eve:mfa.example", "@steward:mod.example", null])
            expect(ended(said("ana:mfa.example", { ended: true }, { sender }))).toEqual([]);
        for (const content of [{}, { ended: "true" }, { ended: false }])
            expect(ended(said("ana:mfa.example", content))).toEqual([]);
        const other = { ...said("ana:mfa.example", { ended: true }), type: "org.valise.trust.acts" };
        expect(ended(other, { type: 7 }, said("ana:mfa.example", { ended: true }, { origin_server_ts: "5" }))).toEqual(
            [],
        );
        for (const maker of ["@eve:mfa.example", "@steward.two:mfa.example"])
            expect(readLeaverWords([create(maker)])).toBeUndefined();
        expect(readLeaverWords([null])).toBeUndefined();
    });

    it("has the newest first, and no more than fits an answer", () => {
        const many = Array.from({ length: 2000 }, (_, at) =>
            said(`p${at}:mfa.example`, { ended: true }, { origin_server_ts: at }),
        );
        const read = ended(...many);
        expect(read[0]).toEqual(["@p1999:mfa.example", 1999]);
        expect(read.length).toBeGreaterThan(500);
        expect(JSON.stringify(Object.fromEntries(read)).length).toBeLessThan(60_000);
    });

    it("answers each server about its own", () => {
        const answer = said("mod.example", { cleared: { "@paul:mod.example": 7 } });
        const words = readLeaverWords([create(steward), answer]);
        expect(words?.clearedOf("mod.example")).toEqual({ "@paul:mod.example": 7 });
        expect(words?.clearedOf("intel.example")).toEqual({});
        const forged = { ...answer, sender: "@eve:mfa.example" };
        expect(readLeaverWords([create(steward), forged])?.clearedOf("mod.example")).toEqual({});
    });
});
