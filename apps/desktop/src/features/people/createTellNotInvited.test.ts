import { ok } from "@valise/base";
import { roomIdOf, userIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp, settle } from "../../../test/createTestApp.ts";

async function withChosen() {
    const test = await createTestApp({ start: "ready" });
    const { app, clock } = test;
    for (const name of ["paul", "lena"]) {
        app.createRoom.people.search(name);
        await clock.advance(250);
        await settle();
        app.createRoom.people.choose(app.createRoom.people.getState().found[0]?.person.userId ?? "");
    }
    return { ...test, texts: () => app.toasts.getState().map((toast) => toast.text) };
}

const lena = userIdOf("@lena:intel.example");

describe("people whom the servers did not let in", () => {
    it("are named when the room was made without them, and the room is opened", async () => {
        const { app, engine, texts } = await withChosen();
        engine.answer("createRoom", async () => ok({ roomId: roomIdOf("!new"), notInvited: [lena] }));
        app.createRoom.change({ name: "Cell" });
        await app.createRoom.create(null);
        expect(texts()).toEqual([expect.stringContaining(`Not invited: Lena Brandt (${lena}).`)]);
        expect(app.navigation.getState().roomId).toBe("!new");
    });

    it("are named when only some could be asked into a room", async () => {
        const { app, engine, texts } = await withChosen();
        engine.answer("invite", async () => ok({ notInvited: [lena] }));
        app.navigation.openDialog({ kind: "invite", roomId: roomIdOf("!cell") });
        await app.invite.invite();
        expect(texts()).toEqual([expect.stringContaining("Lena Brandt")]);
        expect(app.navigation.getState().dialog).toBeNull();
    });

    it("are not spoken of when there are none", async () => {
        const { app, texts } = await withChosen();
        app.createRoom.change({ name: "Cell" });
        await app.createRoom.create(null);
        expect(texts()).toEqual([]);
    });
});
