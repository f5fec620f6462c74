import type { NotificationSnapshot } from "@valise/bridge";
import { demoMarkings, demoNowMs, eventIdOf, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const row = (id: string, values: Partial<NotificationSnapshot> = {}): NotificationSnapshot => ({
    roomId: roomIdOf("!cell"),
    eventId: eventIdOf(id),
    senderName: "Ann",
    roomName: "Crisis cell",
    mention: false,
    noDuff: false,
    marking: null,
    atMs: demoNowMs,
    ...values,
});

const plain = { roomId: roomIdOf("!roll"), roomName: "Consular roll call" } as const;

async function withNotifier() {
    const test = await createTestApp({ start: "ready", demo: true });
    const publish = (...rows: NotificationSnapshot[]) =>
        test.engine.topics.publish({ topic: "notifications" }, { rows });
    const told = () => test.shell.calls.filter(({ method }) => method === "notify").map(({ input }) => input);
    return { ...test, publish, told };
}

describe("notifications", () => {
    it("name sender and room, once per event", async () => {
        const { publish, told } = await withNotifier();
        publish(row("$1", plain));
        publish(row("$1", plain), row("$2", { ...plain, mention: true, senderName: "Paul\u202e" }));
        expect(told()).toEqual([
            { roomId: "!roll", tag: "!roll", title: "Consular roll call", body: "New message from Ann" },
            { roomId: "!roll", tag: "!roll", title: "Consular roll call", body: "Paul mentions you" },
        ]);
    });

    it("carry the marking of what came, and nothing of it", async () => {
        const { publish, told } = await withNotifier();
        publish(row("$1", { marking: demoMarkings.frS }));
        expect(told()).toMatchObject([{ body: "FR · SECRET: New message from Ann" }]);
    });

    it("carry the room's marking while the message's own is not known", async () => {
        const { publish, told } = await withNotifier();
        publish(row("$1"));
        expect(told()).toMatchObject([{ body: "FR · SECRET: New message from Ann" }]);
    });

    it("say and sound NO-DUFF of what is real in an exercise, and EXERCISE of all else there", async () => {
        const { engine, sounds, publish, told } = await withNotifier();
        engine.topics.change({ topic: "rooms" }, (list) => ({
            ...list,
            rows: list.rows.map((each) => (each.roomId === "!cell" ? { ...each, exercise: true } : each)),
        }));
        publish(row("$1"), row("$2", { noDuff: true }));
        expect(told()).toMatchObject([{ title: "EXERCISE · Crisis cell" }, { title: "NO-DUFF – REAL · Crisis cell" }]);
        expect(sounds).toEqual(["actual"]);
    });

    it("are silent for the room one is looking at, and only while one looks", async () => {
        const { app, attention, publish, told } = await withNotifier();
        app.navigation.openRoom(roomIdOf("!cell"));
        publish(row("$1"));
        expect(told()).toEqual([]);
        attention.setState(false, true);
        publish(row("$1"), row("$2"));
        expect(told()).toHaveLength(1);
    });

    it("tell of the room that is open while another place covers it", async () => {
        const { app, publish, told } = await withNotifier();
        app.navigation.openRoom(roomIdOf("!cell"));
        app.navigation.openCrisis();
        publish(row("$1"));
        expect(told()).toHaveLength(1);
    });

    it("can be switched off", async () => {
        const { app, publish, told } = await withNotifier();
        app.preferences.change({ notifications: false });
        publish(row("$1"));
        expect(told()).toEqual([]);
    });

    it("open the room when clicked, and count what is unread", async () => {
        const { app, shell, attention } = await withNotifier();
        const counted = () => shell.calls.filter(({ method }) => method === "setUnreadCount").at(-1)?.input;
        expect(counted()).toEqual({ count: 5 });
        shell.clickNotification(roomIdOf("!cell"));
        expect(app.navigation.getState().roomId).toBe("!cell");
        // Three of them are in the room one looks at now.
        expect(counted()).toEqual({ count: 2 });
        attention.setState(false, true);
        expect(counted()).toEqual({ count: 5 });
    });
});
