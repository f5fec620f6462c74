import { shellContract } from "@valise/bridge";
import { gatewayCall } from "@valise/crisis";
import { describe, expect, it } from "vitest";
import { createGateway } from "./createGateway.ts";

const wireOf = (status: "actual" | "exercise") =>
    gatewayCall({ id: "AAAAAAAAAAAAAAAAAAAAAA", status } as never, 4, ["@ana:mfa.example"]);

describe("an agency's gateway", () => {
    it("is asked while somebody offers it, each call once, until its end is told", async () => {
        const gateway = createGateway();
        expect(await gateway.request(wireOf("actual"))).toBeNull();
        gateway.offer(true);
        const ending = gateway.request(wireOf("actual"));
        expect(await gateway.request(wireOf("actual"))).toBeNull();
        expect(gateway.snapshot().rows).toEqual([wireOf("actual")]);
        expect(gateway.report("another", { state: "done", exit: 0 })).toBe(false);
        expect(gateway.report(wireOf("actual").call, { state: "failed", exit: 2 })).toBe(true);
        expect(await ending).toEqual({ state: "failed", exit: 2 });
        expect(gateway.snapshot().rows).toEqual([]);
    });

    it("leaves the step to another when whoever offered it goes", async () => {
        const gateway = createGateway();
        gateway.offer(true);
        const ending = gateway.request(wireOf("actual"));
        gateway.offer(false);
        expect(await ending).toBeNull();
        expect(gateway.snapshot().rows).toEqual([]);
    });

    it.each(["actual", "exercise"] as const)("is called in words that the desktop app lets through (%s)", (status) => {
        expect(shellContract.callGateway.input.parse(wireOf(status))).toEqual(wireOf(status));
    });
});
