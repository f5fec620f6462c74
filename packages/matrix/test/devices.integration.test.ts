import type { UserId } from "@valise/bridge";
import { startTestStack } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NodeEngine } from "../src/node/index.ts";
import { bodies, createRoom, join, memoryEngine, must, signIn, signUp, until } from "../src/testing/engines.ts";
import { plainClient } from "../src/testing/plainClient.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
const engines: NodeEngine[] = [];

beforeAll(async () => {
    stack = await startTestStack({
        agencies: 2,
        users: { mfa: ["alice", "ann", "abel", "ada"], mod: ["bob", "bea"], intel: [] },
    });
}, 300_000);

afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.close()));
    await stack[Symbol.asyncDispose]();
}, 120_000);

async function newEngine() {
    const engine = await memoryEngine();
    engines.push(engine);
    return engine;
}

describe("a second device", () => {
    it("is brought in by the recovery code and reads what was written before it", async () => {
        const alice = await newEngine();
        const bob = await newEngine();
        const code = await signUp(alice, stack.user("alice"));
        await signUp(bob, stack.user("bob"));
        const { userId } = stack.user("bob");
        const { roomId } = must(
            await alice.commands.createRoom({ name: "Before", topic: null, invite: [userId as UserId], kind: "room" }),
        );
        await join(bob, roomId);
        must(await bob.commands.sendText({ roomId, body: "written before", html: null, replyTo: null }));
        await bodies(alice, roomId, "written before");
        await until(alice, { topic: "session" }, (s) => s.keyBackup === "on");
        // The backup is uploaded by itself within ten seconds; nothing announces its end.
        await new Promise((resolve) => setTimeout(resolve, 11_000));

        const second = await newEngine();
        await signIn(second, stack.user("alice"));
        await until(second, { topic: "session" }, (s) => s.phase === "verify-needed");
        const wrong = `${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`;
        expect(await second.commands.recover({ code: wrong })).toMatchObject({
            error: { kind: "recovery-code-malformed" },
        });
        const asBob = await plainClient(stack.user("bob"));
        const name = () => asBob("GET", `/rooms/${encodeURIComponent(roomId)}/state/m.room.encrypted/m.room.name:`);
        const before = await name();
        must(await second.commands.recover({ code: code.toLowerCase() }));
        await until(second, { topic: "session" }, (s) => s.phase === "ready");
        const seen = await bodies(second, roomId, "written before");
        expect(seen.rows.find((row) => row.body === "written before")?.trust).toBe("from-backup");
        const rooms = await until(second, { topic: "rooms" }, (s) => s.rows[0]?.name === "Before");
        expect(rooms.rows[0]?.kind).toBe("room");
        // Also where no backup helps: the name is written once more, under keys that reach the new device.
        await expect.poll(name, { timeout: 40_000 }).not.toEqual(before);
    }, 120_000);

    it("is brought in by comparing emoji, and then holds the secrets itself", async () => {
        const first = await newEngine();
        await signUp(first, stack.user("ann"));
        const second = await newEngine();
        await signIn(second, stack.user("ann"));
        await until(second, { topic: "session" }, (s) => s.phase === "verify-needed");
        const { userId } = stack.user("ann");
        const { flowId } = must(await second.commands.startVerification({ userId: userId as UserId, deviceId: null }));
        const asked = await until(first, { topic: "verifications" }, (s) => s.rows.some((row) => row.incoming));
        const there = asked.rows[0]?.flowId ?? "";
        must(await first.commands.acceptVerification({ flowId: there }));
        const mine = await until(second, { topic: "verifications" }, (s) =>
            s.rows.some((row) => row.phase === "emoji"),
        );
        const theirs = await until(first, { topic: "verifications" }, (s) =>
            s.rows.some((row) => row.phase === "emoji"),
        );
        expect(mine.rows[0]?.emoji).toEqual(theirs.rows[0]?.emoji);
        expect(mine.rows[0]?.emoji).toHaveLength(7);
        must(await second.commands.confirmEmoji({ flowId, match: true }));
        must(await first.commands.confirmEmoji({ flowId: there, match: true }));
        await until(second, { topic: "session" }, (s) => s.phase === "ready");
        const devices = await until(second, { topic: "devices" }, (s) => s.rows.filter((d) => d.signed).length === 2);
        expect(devices.rows[0]).toMatchObject({ isThis: true, signed: true });
    }, 120_000);

    it("of another person asks to be compared before any room with them was opened, and is shown", async () => {
        const ada = await newEngine();
        const bea = await newEngine();
        await signUp(ada, stack.user("ada"));
        await signUp(bea, stack.user("bea"));
        const { userId } = stack.user("bea");
        const roomId = await createRoom(ada, "Unopened", userId);
        await join(bea, roomId);
        await until(ada, { topic: "members", roomId }, (s) =>
            s.rows.some((row) => row.userId === userId && row.membership === "join"),
        );
        await until(bea, { topic: "rooms" }, (s) => s.rows.some((row) => row.membership === "join"));
        const ask = async () => {
            must(await ada.commands.startVerification({ userId: userId as UserId, deviceId: null }));
            const asked = await until(bea, { topic: "verifications" }, (s) =>
                s.rows.some((row) => row.incoming && row.phase === "requested"),
            );
            const flow = asked.rows.find((row) => row.phase === "requested");
            expect(flow).toMatchObject({ userId: stack.user("ada").userId, own: false });
            return { flowId: flow?.flowId ?? "" };
        };
        must(await bea.commands.cancelVerification(await ask()));
        const declined = await until(ada, { topic: "verifications" }, (s) => s.rows[0]?.phase === "cancelled");
        expect(declined.rows[0]?.failure).toMatchObject({ kind: "verification-cancelled", by: "them" });
        must(await bea.commands.acceptVerification(await ask()));
        for (const engine of [ada, bea])
            await until(engine, { topic: "verifications" }, (s) => s.rows.some((row) => row.phase === "emoji"));
    }, 120_000);

    it("gets a new code that replaces the one before, and a new identity only on command and with the password", async () => {
        const first = await newEngine();
        const code = await signUp(first, stack.user("abel"));
        must(await first.commands.renewRecoveryCode({}));
        const renewed = await until(first, { topic: "session" }, (s) => s.recoveryCode?.number === 2);
        must(await first.commands.recoverySaved({}));
        const newCode = renewed.recoveryCode?.groups.join(" ") ?? "";
        const second = await newEngine();
        await signIn(second, stack.user("abel"));
        await until(second, { topic: "session" }, (s) => s.phase === "verify-needed" && s.recoveryInfo?.number === 2);
        expect(await second.commands.recover({ code })).toMatchObject({ error: { kind: "recovery-code-wrong" } });
        must(await second.commands.recover({ code: newCode }));
        await until(second, { topic: "session" }, (s) => s.phase === "ready" && s.keyBackup === "on");

        const { password } = stack.user("abel");
        expect(await first.commands.resetIdentity({ password: "not the password" })).toMatchObject({
            error: { kind: "wrong-password" },
        });
        must(await first.commands.resetIdentity({ password }));
        await until(first, { topic: "session" }, (s) => s.phase === "recovery-to-save" && s.recoveryCode?.number === 3);
        await until(second, { topic: "session" }, (s) => s.phase === "verify-needed");
    }, 120_000);
});
