import { randomBytes } from "node:crypto";
import type { AgencySnapshot, Engine, RoomId, SnapshotOf, TopicRef } from "@valise/bridge";
import { createNodeEngine, type NodeEngine, type NodeEngineOptions } from "../src/node/index.ts";

export interface TestPerson {
    readonly userId: string;
    readonly password: string;
    readonly clientUrl: string;
}

export function agencyOf(person: TestPerson): AgencySnapshot {
    const serverName = person.userId.slice(person.userId.indexOf(":") + 1);
    return { id: serverName, name: serverName, serverName, clientUrl: person.clientUrl };
}

/** Resolves with the first snapshot that satisfies `wanted`; fails with what was seen last. */
export function until<R extends TopicRef>(
    engine: Engine,
    ref: R,
    wanted: (snapshot: SnapshotOf<R>) => boolean,
    timeoutMs = 40_000,
): Promise<SnapshotOf<R>> {
    return new Promise((resolve, reject) => {
        let last: SnapshotOf<R> | null = null;
        let subscription: Disposable | null = null;
        let done = false;
        const timer = setTimeout(() => {
            subscription?.[Symbol.dispose]();
            reject(new Error(`${ref.topic} never became as wanted: ${JSON.stringify(last)?.slice(0, 2000)}`));
        }, timeoutMs);
        const end = (snapshot: SnapshotOf<R>) => {
            done = true;
            clearTimeout(timer);
            subscription?.[Symbol.dispose]();
            resolve(snapshot);
        };
        subscription = engine.subscribe(ref, (snapshot) => {
            last = snapshot;
            if (!done && wanted(snapshot)) end(snapshot);
        });
        if (done) subscription[Symbol.dispose]();
    });
}

export async function memoryEngine(options: Partial<NodeEngineOptions> = {}): Promise<NodeEngine> {
    return createNodeEngine({ profileDir: "", storeKey: new Uint8Array(randomBytes(32)), memory: true, ...options });
}

/** Signed in for the first time: identity made, recovery code kept. Answers the code. */
export async function signUp(engine: Engine, person: TestPerson): Promise<string> {
    await signIn(engine, person);
    const session = await until(engine, { topic: "session" }, (s) => s.phase === "recovery-to-save");
    must(await engine.commands.recoverySaved({}));
    return session.recoveryCode?.groups.join(" ") ?? "";
}

export async function signIn(engine: Engine, person: TestPerson, deviceName = "test"): Promise<void> {
    const agency = agencyOf(person);
    must(await engine.commands.start({ agencies: [agency], protection: null }));
    const { userId, password } = person;
    must(await engine.commands.signIn({ agencyId: agency.id, user: userId, password, deviceName }));
}

export function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
    if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
    return result.value;
}

/** The room is in this person's list, joined. */
export async function join(engine: Engine, roomId: RoomId): Promise<void> {
    await until(engine, { topic: "rooms" }, (s) => s.rows.some((row) => row.roomId === roomId));
    must(await engine.commands.joinRoom({ roomId }));
}

export async function bodies(engine: Engine, roomId: RoomId, body: string, timeoutMs = 40_000) {
    return until(engine, { topic: "timeline", roomId }, (s) => s.rows.some((row) => row.body === body), timeoutMs);
}
