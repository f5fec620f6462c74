import { ok } from "@valise/base";
import type { RoomId } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { createTestApp, settle } from "../../../../test/createTestApp.ts";
import { mayOpen } from "./createOpeningViewModel.ts";

const air = { agency: "urn:valise:agency:mod", role: "AIR" };

async function opening() {
    const made = await createTestApp({ start: "ready", demo: true, crisis: true });
    made.app.opening.begin();
    await settle();
    return { ...made, form: () => made.app.opening.getState() };
}

describe("opening an emergency room", () => {
    it("begins with the first plan, named after it and tried dry", async () => {
        const { form, inputsOf } = await opening();
        expect(form()).toMatchObject({ template: "evacuation", name: "Evacuation of nationals" });
        expect(form().dryRun?.rows).toHaveLength(4);
        expect(inputsOf("dryRunOpening")).toEqual([{ template: "evacuation", without: [], deputies: [] }]);
        expect(mayOpen(form())).toBe(true);
    });

    it("is tried dry anew when somebody is left out, and not opened before that is known", async () => {
        const { app, form, inputsOf } = await opening();
        // A plan's role says more than its name; the engine takes no more than that.
        app.opening.include({ ...air, required: true } as typeof air, false);
        expect(mayOpen(form())).toBe(false);
        await settle();
        expect(form().dryRun?.rows.find(({ role }) => role === "AIR")?.outcome).toBe("left-out");
        await app.opening.open();
        expect(inputsOf("openEmergencyRoom")).toMatchObject([
            { template: "evacuation", without: [air], language: "en" },
        ]);
    });

    it("calls a deputy in the place of whoever will not read, and gives the place back", async () => {
        const { app, form, inputsOf } = await opening();
        const airs = () => form().dryRun?.rows.find(({ role }) => role === "AIR");
        const [lena] = airs()?.deputies ?? [];
        if (lena === undefined) throw new Error("no deputy");
        app.opening.callDeputy(air, lena);
        expect(mayOpen(form())).toBe(false);
        await settle();
        expect(airs()).toMatchObject({ userId: lena, outcome: "reads" });
        app.opening.callDeputy(air, null);
        await settle();
        expect(airs()?.outcome).toBe("refused");
        app.opening.callDeputy(air, lena);
        await settle();
        await app.opening.open();
        expect(inputsOf("openEmergencyRoom")).toMatchObject([{ without: [], deputies: [{ ...air, userId: lena }] }]);
    });

    it("keeps a name of one's own when another plan is chosen", async () => {
        const { app, form } = await opening();
        app.opening.choose("hostage");
        expect(form().name).toBe("Hostage or abduction");
        app.opening.change({ name: "Kessara" });
        app.opening.choose("evacuation");
        expect(form().name).toBe("Kessara");
    });

    it("names an exercise when it begins one, and goes there once it is open", async () => {
        const { app, form, inputsOf } = await opening();
        app.opening.change({ exercise: true });
        await app.opening.open();
        expect(inputsOf("openEmergencyRoom")).toEqual([]);
        app.opening.change({ exerciseName: "ORION", phase: "alert", lead: "urn:valise:agency:mod" });
        await app.opening.open();
        expect(inputsOf("openEmergencyRoom")).toMatchObject([
            { exercise: true, exerciseName: "ORION", crisisId: null, phase: "alert", lead: "urn:valise:agency:mod" },
        ]);
        expect(app.navigation.getState()).toMatchObject({ view: "rooms", roomId: "!flights", dialog: null });

        // The next one belongs to the crisis that goes on: what it is, is fixed.
        app.opening.begin();
        await settle();
        expect(form()).toMatchObject({ crisisId: "crisis-of-the-fake-0001", exercise: true });
        await app.opening.open();
        const begun = { crisisId: form().crisisId, exerciseName: null, lead: null };
        expect(inputsOf("openEmergencyRoom")[1]).toMatchObject(begun);
    });

    it("goes there while its people still come, and leaves whoever went on alone when they have", async () => {
        const { app, engine, form } = await opening();
        const coming = Promise.withResolvers<void>();
        const made = "!made" as RoomId;
        engine.answer("openEmergencyRoom", async () => {
            await coming.promise;
            return ok({ crisisId: "crisis", roomId: made, from: "cold", reads: [], waits: [], refused: [] });
        });
        const opened = app.opening.open();
        await settle();
        expect(app.navigation.getState().roomId).not.toBe(made);
        const { name } = form();
        const kind = "emergency" as const;
        engine.topics.change({ topic: "rooms" }, (list) => ({
            ...list,
            rows: [...list.rows, ...list.rows.slice(0, 1).map((row) => ({ ...row, roomId: made, kind, name }))],
        }));
        await settle();
        expect(app.navigation.getState()).toMatchObject({ view: "rooms", roomId: made, dialog: null });
        app.navigation.closeRoom();
        coming.resolve();
        await opened;
        expect(app.navigation.getState().roomId).toBeNull();
    });
});
