import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startTestStack } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let stack: Awaited<ReturnType<typeof startTestStack>>;
const profileDir = mkdtempSync(join(tmpdir(), "valise-profile-"));
const node = fileURLToPath(new URL("../../../node_modules/.bin/node", import.meta.url));
const child = fileURLToPath(new URL("./restartChild.ts", import.meta.url));

beforeAll(async () => {
    stack = await startTestStack({ agencies: 1 });
    writeFileSync(join(profileDir, "key"), randomBytes(32), { mode: 0o600 });
}, 300_000);

afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    rmSync(profileDir, { recursive: true, force: true });
}, 120_000);

function run(mode: string, roomId?: string): Promise<Record<string, unknown>> {
    const { userId, password, clientUrl } = stack.user("alice");
    const input = JSON.stringify({ mode, profileDir, roomId, person: { userId, password, clientUrl } });
    return new Promise((resolve, reject) => {
        execFile(node, [child, input], { timeout: 90_000 }, (error, stdout, stderr) => {
            if (error) reject(new Error(`${mode}: ${error.message}\n${stderr}`));
            else resolve(JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}"));
        });
    });
}

describe("a session kept on the disk", () => {
    it("is the same device with the same rooms in the next process, without a network too, until it is signed out", async () => {
        const first = await run("first");
        const roomId = String(first.roomId);

        const offline = await run("offline", roomId);
        expect(offline).toMatchObject({
            deviceId: first.deviceId,
            phase: "ready",
            roomNames: ["Kept"],
            loaded: "store",
        });

        const wrongKey = await run("wrong-key");
        expect(wrongKey).toMatchObject({ phase: "failed", refused: { error: { kind: "store-key-wrong" } } });

        const again = await run("again", roomId);
        expect(again).toMatchObject({ deviceId: first.deviceId, bodies: ["before", "written offline"] });

        const out = await run("sign-out", roomId);
        expect(out).toMatchObject({ userAfter: null, roomsAfter: 0 });
        expect(out.newDeviceId).not.toBe(first.deviceId);
        const files = readdirSync(join(profileDir, "databases"));
        expect(files.filter((name) => /matrix-sdk-crypto/.test(decodeURIComponent(name)))).toEqual([]);
    }, 300_000);
});
