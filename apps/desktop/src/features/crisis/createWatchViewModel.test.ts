import { expect, it } from "vitest";
import { createTestApp, settle } from "../../../test/createTestApp.ts";

it("the watch is taken as it is offered, and handed to who was chosen with a word", async () => {
    const { app, inputsOf } = await createTestApp({ start: "ready", demo: true, crisis: true });
    const dutyOf = (key: string) => app.crisis.getState()?.duty.find((row) => row.key.endsWith(key));
    const consular = dutyOf("CONSULAR");
    if (consular === undefined) throw new Error("no such duty role");
    await app.watch.take(consular);
    expect(inputsOf("takeWatch")).toEqual([{ dutyRole: { agency: consular.agency, role: "CONSULAR" } }]);
    await settle();
    expect(dutyOf("CONSULAR")).toMatchObject({ mine: "holds", offeredBy: null });

    app.watch.beginHandOver(consular);
    expect(app.navigation.getState().dialog).toEqual({ kind: "hand-over", dutyKey: consular.key });
    await app.watch.handOver(consular);
    expect(inputsOf("handOverWatch")).toEqual([]);
    const to = consular.eligible[1]?.userId ?? null;
    app.watch.change({ to, note: " Two coaches " });
    await app.watch.handOver(consular);
    expect(inputsOf("handOverWatch")).toMatchObject([{ to, note: "Two coaches" }]);
    expect(app.navigation.getState().dialog).toBeNull();
});
