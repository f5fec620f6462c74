import { ok } from "@valise/base";
import { createFakeClock, createFakeEngine, demoAgencies } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { settle } from "../../../test/createTestApp.ts";
import { createAgencyDirectory } from "../../people/createAgencyDirectory.ts";
import { createPeopleSearch } from "./createPeopleSearch.ts";

function search() {
    const engine = createFakeEngine();
    const clock = createFakeClock();
    const people = createPeopleSearch(engine, clock, createAgencyDirectory(demoAgencies));
    const type = async (text: string) => {
        people.search(text);
        clock.advance(250);
        await settle();
    };
    return { engine, clock, people, type };
}

describe("finding people", () => {
    it("asks once per pause in typing", async () => {
        const { engine, people, type } = search();
        people.search("p");
        people.search("pa");
        await type("paul");
        expect(engine.calls.map((call) => call.input)).toEqual([{ text: "paul" }]);
        expect(people.getState().found[0]?.person).toMatchObject({
            displayName: "Paul Estève",
            agency: { code: "MOD" },
        });
    });

    it("offers a full address that no directory knows", async () => {
        const { people, type } = search();
        await type("@new:elsewhere.example");
        expect(people.getState().found[0]?.person.userId).toBe("@new:elsewhere.example");
        await type("@not an address");
        expect(people.getState().found).toEqual([]);
    });

    it("lets a late answer to an older question not replace a newer one", async () => {
        const { engine, people, type } = search();
        const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        let asked = 0;
        engine.answer("searchPeople", async ({ text }) => {
            await answers[asked++]?.promise;
            return ok([{ userId: `@${text}:mfa.example` as never, name: text, serverName: "mfa.example" }]);
        });
        await type("old");
        await type("new");
        answers[1]?.resolve();
        await settle();
        answers[0]?.resolve();
        await settle();
        expect(people.getState().found.map(({ person }) => person.displayName)).toEqual(["new"]);
    });

    it("does not offer again whom one has chosen", async () => {
        const { people, type } = search();
        await type("paul");
        people.choose("@paul:mod.example");
        await type("paul");
        expect(people.getState().found).toEqual([]);
        expect(people.chosenIds()).toEqual(["@paul:mod.example"]);
    });
});
