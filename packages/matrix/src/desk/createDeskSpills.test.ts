import { describe, expect, it } from "vitest";
import { wire } from "../wire.ts";
import { createDeskSpills } from "./createDeskSpills.ts";
import type { DeskStore } from "./DeskStore.ts";

type Listener = (message: {
    senderId: string;
    content: Record<string, unknown>;
    isSenderSigned: () => Promise<boolean>;
}) => Promise<void>;

const report = { id: "1", roomId: "!r:x", eventId: "$e", label: "FR/DR", note: "n", known: true, moreReaders: 2 };
const reader = { userId: "@b:mod.example", devices: 2, sharedAtMs: 5 };

async function desk(kept = new Map<string, unknown>()) {
    let hear: Listener = async () => undefined;
    const store = {
        read: async (name: string) => kept.get(name) ?? null,
        write: async (name: string, value: unknown) => void kept.set(name, value),
    } as unknown as DeskStore;
    const toDevice = {
        on: (type: string, listener: Listener) => {
            if (type === wire.spillReport) hear = listener;
        },
    } as never;
    const isColleague = (userId: string) => userId.endsWith(":mfa.example");
    const spills = await createDeskSpills({ toDevice, store, nowMs: () => 9, isColleague, changed: () => undefined });
    const say = (senderId: string, content: Record<string, unknown>, isSigned = true) =>
        hear({ senderId, content, isSenderSigned: async () => isSigned });
    return { spills, say };
}

describe("spill reports at the officer's desk", () => {
    it("are taken from signed devices of colleagues alone, each message once, and survive a restart", async () => {
        const kept = new Map<string, unknown>();
        const { spills, say } = await desk(kept);
        await say("@a:mod.example", { ...report, readers: [reader] });
        await say("@a:mfa.example", { ...report, readers: [reader] }, false);
        expect(spills.list()).toEqual([]);
        await say("@a:mfa.example", { ...report, readers: [reader], userId: "@boss:mfa.example", closedAtMs: 3 });
        await say("@a:mfa.example", { ...report, id: "2", readers: [reader, { userId: 5 }] });
        const expected = [
            { ...report, id: "2", userId: "@a:mfa.example", readers: [reader], atMs: 9, closedAtMs: null },
        ];
        expect(spills.list()).toEqual(expected);
        expect((await desk(kept)).spills.list()).toEqual(expected);
    });

    it("are dealt with once, and what is no report is not taken", async () => {
        const { spills, say } = await desk();
        for (const bad of [{ id: "" }, { roomId: "r" }, { eventId: "e" }])
            await say("@a:mfa.example", { ...report, ...bad });
        expect(spills.list()).toEqual([]);
        await say("@a:mfa.example", { ...report, readers: [] });
        expect(await spills.close("1")).toBe(true);
        expect(spills.list()).toMatchObject([{ closedAtMs: 9 }]);
        expect(await spills.close("1")).toBe(false);
    });
});
