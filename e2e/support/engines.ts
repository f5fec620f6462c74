import { randomBytes } from "node:crypto";
import type { Engine, RoomId, SendKey, SnapshotOf, TimelineItemSnapshot, TopicRef, UserId } from "@valise/bridge";
import type { TestUser } from "@valise/homeserver";
import { createNodeEngine, type NodeEngine } from "@valise/matrix/node";

/** Resolves with the first snapshot that satisfies `wanted`; fails with what was seen last. */
export function until<R extends TopicRef>(
    engine: Engine,
    ref: R,
    wanted: (snapshot: SnapshotOf<R>) => boolean,
    timeoutMs = 30_000,
): Promise<SnapshotOf<R>> {
    return new Promise((resolve, reject) => {
        let last: SnapshotOf<R> | null = null;
        let subscription: Disposable | null = null;
        let done = false;
        const timer = setTimeout(() => {
            subscription?.[Symbol.dispose]();
            reject(new Error(`${ref.topic} never became as wanted: ${JSON.stringify(last)?.slice(-3000)}`));
        }, timeoutMs);
        subscription = engine.subscribe(ref, (snapshot) => {
            last = snapshot;
            if (done || !wanted(snapshot)) return;
            done = true;
            clearTimeout(timer);
            subscription?.[Symbol.dispose]();
            resolve(snapshot);
        });
        if (done) subscription[Symbol.dispose]();
    });
}

export async function memoryEngine(): Promise<NodeEngine> {
    return createNodeEngine({ profileDir: "", storeKey: new Uint8Array(randomBytes(32)), memory: true });
}

/** Signed in, nothing more: a further device of an account stays without its owner's signature. */
export async function signIn(engine: Engine, user: TestUser, clientUrl = user.clientUrl): Promise<void> {
    const serverName = user.userId.slice(user.userId.indexOf(":") + 1);
    must(
        await engine.commands.start({
            agencies: [{ id: "a", name: serverName, serverName, clientUrl }],
            protection: null,
        }),
    );
    const { userId, password } = user;
    must(await engine.commands.signIn({ agencyId: "a", user: userId, password, deviceName: "test" }));
}

/** First sign-in of an account: makes its identity, keeps the code and answers it. */
export async function signUp(engine: Engine, user: TestUser, clientUrl = user.clientUrl): Promise<string> {
    await signIn(engine, user, clientUrl);
    const session = await until(engine, { topic: "session" }, (s) => s.phase === "recovery-to-save", 60_000);
    must(await engine.commands.recoverySaved({}));
    await until(engine, { topic: "session" }, (s) => s.phase === "ready");
    return session.recoveryCode?.groups.join(" ") ?? "";
}

export function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
    if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
    return result.value;
}

export async function createRoom(engine: Engine, name: string, ...invite: string[]): Promise<RoomId> {
    const input = { name, topic: null, invite: invite as UserId[], kind: "room" } as const;
    return must(await engine.commands.createRoom(input)).roomId;
}

/** Waits for the invitation, then joins. */
export async function join(engine: Engine, roomId: string): Promise<void> {
    await until(engine, { topic: "rooms" }, (s) => s.rows.some((row) => row.roomId === roomId), 60_000);
    must(await engine.commands.joinRoom({ roomId: roomId as RoomId }));
}

export async function say(
    engine: Engine,
    roomId: string,
    body: string,
    replyTo: string | null = null,
): Promise<SendKey> {
    const input = { roomId: roomId as RoomId, body, html: null, replyTo: replyTo as never };
    return must(await engine.commands.sendText(input)).key;
}

/** The first row of the room's timeline that satisfies `wanted`. */
export async function row(
    engine: Engine,
    roomId: string,
    wanted: (row: TimelineItemSnapshot) => boolean,
    timeoutMs?: number,
): Promise<TimelineItemSnapshot> {
    const ref = { topic: "timeline", roomId: roomId as RoomId } as const;
    const snapshot = await until(engine, ref, (s) => s.rows.some(wanted), timeoutMs);
    const found = snapshot.rows.find(wanted);
    if (found === undefined) throw new Error("no such row");
    return found;
}

export const saying = (body: string) => (candidate: TimelineItemSnapshot) => candidate.body === body;

/** The server has it. Answers its event id. */
export async function sent(engine: Engine, roomId: string, body: string, timeoutMs?: number): Promise<string> {
    const has = (r: TimelineItemSnapshot) =>
        r.own && r.body === body && r.eventId !== null && (r.send === null || r.send.state === "sent");
    return (await row(engine, roomId, has, timeoutMs)).eventId ?? "";
}
