import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RoomId } from "@valise/bridge";
import { createNodeEngine } from "../src/node/index.ts";
import { agencyOf, bodies, must, signUp, type TestPerson, until } from "../src/testing/engines.ts";

/** One run of a program that keeps its session: `first` signs in and writes, `offline` reads without a network, `again` goes on. */
const { mode, profileDir, person, roomId } = JSON.parse(process.argv[2] ?? "{}") as {
    mode: "first" | "offline" | "wrong-key" | "again" | "sign-out";
    profileDir: string;
    person: TestPerson;
    roomId?: RoomId;
};
const storeKey = mode === "wrong-key" ? new Uint8Array(32) : new Uint8Array(readFileSync(join(profileDir, "key")));
const unreachable = async () => Promise.reject(new TypeError("no network in this test"));
const engine = await createNodeEngine({ profileDir, storeKey, ...(mode === "offline" ? { fetch: unreachable } : {}) });
const answer: Record<string, unknown> = {};

if (mode === "wrong-key") {
    answer.refused = await engine.commands.start({ agencies: [agencyOf(person)], protection: null });
    answer.phase = (await until(engine, { topic: "session" }, () => true)).phase;
    await engine.close();
    process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
} else if (mode === "first") {
    await signUp(engine, person);
    const created = must(await engine.commands.createRoom({ name: "Kept", topic: null, invite: [], kind: "room" }));
    must(await engine.commands.sendText({ roomId: created.roomId, body: "before", html: null, replyTo: null }));
    await until(engine, { topic: "timeline", roomId: created.roomId }, (s) =>
        s.rows.some((row) => row.body === "before" && row.eventId !== null && row.send === null),
    );
    await until(engine, { topic: "rooms" }, (s) => s.rows[0]?.name === "Kept");
    answer.roomId = created.roomId;
} else {
    must(await engine.commands.start({ agencies: [agencyOf(person)], protection: null }));
    const rooms = await until(engine, { topic: "rooms" }, (s) => s.rows.length > 0);
    answer.roomNames = rooms.rows.map((row) => row.name);
}
if (mode === "offline" && roomId) {
    const seen = await bodies(engine, roomId, "before");
    answer.loaded = seen.loaded;
    must(await engine.commands.sendText({ roomId, body: "written offline", html: null, replyTo: null }));
}
if (mode === "again" && roomId) {
    await until(engine, { topic: "timeline", roomId }, (s) =>
        s.rows.some((row) => row.body === "written offline" && row.eventId !== null),
    );
    const { rows } = await bodies(engine, roomId, "before");
    answer.bodies = rows.map((row) => row.body).filter((body) => body !== "");
}
if (mode === "wrong-key") await new Promise(() => {});
const session = await until(engine, { topic: "session" }, (s) => s.userId !== null);
answer.deviceId = session.deviceId;
answer.phase = session.phase;
if (mode === "sign-out") {
    const sameAgain = { agencyId: agencyOf(person).id, user: person.userId, password: person.password };
    must(await engine.commands.signOut({}));
    const after = await until(engine, { topic: "session" }, (s) => s.phase === "signed-out");
    answer.userAfter = after.userId;
    must(await engine.commands.signIn({ ...sameAgain, deviceName: "again" }));
    const back = await until(engine, { topic: "session" }, (s) => s.phase === "verify-needed");
    answer.newDeviceId = back.deviceId;
    must(await engine.commands.signOut({}));
    answer.roomsAfter = (await until(engine, { topic: "rooms" }, () => true)).rows.length;
}
await engine.close();
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
