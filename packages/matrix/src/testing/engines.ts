import { randomBytes } from "node:crypto";
import type {
    AgencySnapshot,
    CommunityTrustSnapshot,
    Engine,
    RoomId,
    SendKey,
    SnapshotOf,
    TimelineItemSnapshot,
    TopicRef,
    UserId,
} from "@valise/bridge";
import { createNodeEngine, type NodeEngine, type NodeEngineOptions } from "../node/index.ts";

/** Somebody with an account on a homeserver of a test stack. */
export interface TestPerson {
    readonly userId: string;
    readonly password: string;
    readonly clientUrl: string;
}

export interface SignInOptions {
    /** Another way to the homeserver, a tap for example. */
    readonly clientUrl?: string;
    readonly deviceName?: string;
    /** What the managed configuration says besides the address. */
    readonly agency?: Partial<AgencySnapshot>;
    readonly trust?: CommunityTrustSnapshot;
}

/** The managed configuration's entry for this person's agency. */
export function agencyOf(person: Pick<TestPerson, "userId" | "clientUrl">): AgencySnapshot {
    const serverName = person.userId.slice(person.userId.indexOf(":") + 1);
    return { id: serverName, name: serverName, serverName, clientUrl: person.clientUrl };
}

/** A whole engine in this process whose stores are kept in memory. */
export async function memoryEngine(options: Partial<NodeEngineOptions> = {}): Promise<NodeEngine> {
    return createNodeEngine({ profileDir: "", storeKey: new Uint8Array(randomBytes(32)), memory: true, ...options });
}

/** Resolves with the first snapshot that satisfies `wanted`; fails with what was seen last. */
export function until<R extends TopicRef>(
    engine: Engine,
    ref: R,
    wanted: (snapshot: SnapshotOf<R>) => boolean,
    timeoutMs = 60_000,
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

/** Signed in, nothing more: a further device of an account stays without its owner's signature. */
export async function signIn(engine: Engine, person: TestPerson, options: SignInOptions = {}): Promise<void> {
    const { clientUrl = person.clientUrl, deviceName = "test", trust = null } = options;
    const agency = { ...agencyOf({ ...person, clientUrl }), ...options.agency };
    must(await engine.commands.start({ agencies: [agency], trust, protection: null }));
    const { userId, password } = person;
    must(await engine.commands.signIn({ agencyId: agency.id, user: userId, password, deviceName }));
}

/** First sign-in of an account: makes its identity, keeps the code and answers it. */
export async function signUp(engine: Engine, person: TestPerson, options: SignInOptions = {}): Promise<string> {
    await signIn(engine, person, options);
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

/** Waits for the invitation, then joins; and until `heardBy` knows: what somebody writes before, the joined cannot read. */
export async function join(engine: Engine, roomId: string, heardBy?: Engine): Promise<void> {
    await until(engine, { topic: "rooms" }, (s) => s.rows.some((row) => row.roomId === roomId), 60_000);
    must(await engine.commands.joinRoom({ roomId: roomId as RoomId }));
    if (heardBy === undefined) return;
    const { userId } = await until(engine, { topic: "session" }, (s) => s.userId !== null);
    await until(heardBy, { topic: "members", roomId: roomId as RoomId }, ({ rows }) =>
        rows.some((row) => row.userId === userId && row.membership === "join"),
    );
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

/** The timeline once it shows this text. */
export const bodies = (engine: Engine, roomId: RoomId, body: string, timeoutMs = 60_000) =>
    until(engine, { topic: "timeline", roomId }, (s) => s.rows.some(saying(body)), timeoutMs);

/** The server has it. Answers its event id. */
export async function sent(engine: Engine, roomId: string, body: string, timeoutMs?: number): Promise<string> {
    const has = (r: TimelineItemSnapshot) =>
        r.own && r.body === body && r.eventId !== null && (r.send === null || r.send.state === "sent");
    return (await row(engine, roomId, has, timeoutMs)).eventId ?? "";
}
