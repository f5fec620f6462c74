import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoomId } from "@valise/bridge";
import { startTestStack, type TestStack } from "@valise/homeserver";
import { createNodeEngine, type NodeEngine } from "@valise/matrix/node";
import { signUp } from "@valise/matrix/testing";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { patiently } from "../interop/encryptedRoom.ts";
import { bodiesIn } from "./reader.ts";
import { seededRandom } from "./seededRandom.ts";
import { killSenders, type SeenLine, startSender } from "./senderChild.ts";

const rounds = Number(process.env.VALISE_KILL_ROUNDS ?? 10);
const sends = 100;
const seed = Number(process.env.VALISE_SEED ?? 20261121);

let stack: TestStack;
let reader: NodeEngine;
let profileDir: string;
let roomId: RoomId;

beforeAll(async () => {
    profileDir = mkdtempSync(join(tmpdir(), "valise-sender-"));
    stack = await startTestStack({ agencies: 2 });
    const sender = startSender(profileDir, stack.user("alice"), "sign-in");
    expect(await sender.ended).toBe(0);
    reader = await createNodeEngine({ profileDir: "", storeKey: new Uint8Array(32), memory: true });
    await signUp(reader, stack.user("bob"));
    const answer = await reader.commands.createRoom({
        name: "Kills",
        topic: null,
        invite: [stack.user("alice").userId],
        kind: "room",
    });
    if (!answer.ok) throw new Error(answer.error.kind);
    roomId = answer.value.roomId;
    const joined = startSender(profileDir, stack.user("alice"), "join", roomId);
    expect(await joined.ended).toBe(0);
});
afterEach(killSenders);
afterAll(async () => {
    await reader?.close();
    await stack?.[Symbol.asyncDispose]();
    rmSync(profileDir, { recursive: true, force: true });
});

it.each(Array.from({ length: rounds }, (_, round) => round))(
    `round %i of ${sends} sends: a kill costs nothing that was shown (seed ${seed})`,
    async (round) => {
        const random = seededRandom(seed + round);
        const prefix = `round ${round} message `;
        const victim = random() < 0.5 ? "app" : "homeserver";
        const user = stack.user("alice");
        const first = startSender(profileDir, user, "send", roomId, prefix, String(sends));
        // Each message gives about three lines: shown, queued, sent.
        await first.sawLines(Math.floor(random() * sends * 3));
        const second = victim === "app" ? await killApp(first) : await killHomeserver(first);
        expect(await second.ended).toBe(0);

        const expected = Array.from({ length: sends }, (_, i) => `${prefix}${i}`);
        await patiently(async () => expect(await bodiesIn(reader, roomId, prefix)).toHaveLength(sends));
        expect(await bodiesIn(reader, roomId, prefix)).toEqual(expected);
        for (const line of [...first.seen, ...second.seen])
            expect(claims(line).every((c) => expected.includes(c))).toBe(true);

        async function killApp(child: typeof first) {
            child.kill();
            await child.ended;
            return startSender(profileDir, user, "send", roomId, prefix, String(sends));
        }
        async function killHomeserver(child: typeof first) {
            await stack.kill("mfa");
            await stack.start("mfa");
            return child;
        }
    },
);

const claims = (line: SeenLine): string[] => [line.shown, line.queued, line.sent].filter((body) => body !== undefined);
