import { agencyServerConformance, createFakeAgencyServer } from "@valise/testkit/provisioning";
import { describe, it } from "vitest";
import { createWorld } from "../../test/applyWorld.ts";

describe("the fake agency server", () => {
    it.each(agencyServerConformance("t"))("$name", async ({ run }) => {
        const world = createWorld();
        const [own, partner] = ["mfa.example", "mod.example"].map((name) => createFakeAgencyServer(world, name));
        for (const server of [own, partner]) await server?.prepare();
        await run(own!, partner!);
    });
});
