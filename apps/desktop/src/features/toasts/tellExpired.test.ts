import type { OutboxSnapshot } from "@valise/bridge";
import { userIdOf } from "@valise/testkit";
import { expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

it("a call, an offer and a request that did not leave in time are told to whoever sent them, each once", async () => {
    const { app, engine } = await createTestApp({ start: "ready" });
    const to = (...names: string[]) => names.map((name) => userIdOf(`@${name}:mod.example`));
    const publish = (...expired: OutboxSnapshot["expired"]) =>
        engine.topics.change({ topic: "outbox" }, (outbox) => ({ ...outbox, expired }));
    const said = async () => {
        await app.i18n.loadLater();
        return app.toasts.getState().map(({ tone, text }) => [tone, text]);
    };
    const call = { what: "call", userIds: to("a", "b", "c", "d", "e", "f") } as const;
    publish(call);
    const called =
        "6 people were not called in time (a (MOD), b (MOD), c (MOD), d (MOD) and e (MOD)). Reach them another way.";
    expect(await said()).toEqual([["bad", called]]);
    const offer = { what: "watch-offer", userIds: to("paul") } as const;
    publish(call, offer, { what: "signature-ask", userIds: to("ann") });
    expect(await said()).toEqual([
        ["bad", called],
        ["bad", "The watch could not be offered to paul (MOD) in time. Offer it again."],
        ["bad", "Your request for a signature did not reach ann (MOD) in time. Begin it again."],
    ]);
});
