import type { Engine, RoomId, SessionPhase, TimelineItemSnapshot } from "@valise/bridge";
import type { TestUser } from "@valise/homeserver";

type Credentials = Pick<TestUser, "userId" | "clientUrl" | "password">;

/** First sign-in of an account by an engine in this process: makes its identity, keeps the code. */
export async function signInFresh(engine: Engine, user: Credentials): Promise<void> {
    const [name = "", serverName = ""] = user.userId.slice(1).split(":");
    const agencies = [{ id: "a", name: serverName, serverName, clientUrl: user.clientUrl }];
    await engine.commands.start({ agencies, protection: null });
    const answer = await engine.commands.signIn({
        agencyId: "a",
        user: name,
        password: user.password,
        deviceName: "test",
    });
    if (!answer.ok) throw new Error(answer.error.kind);
    await untilPhase(engine, "recovery-to-save");
    await engine.commands.recoverySaved({});
    await untilPhase(engine, "ready");
}

export function untilPhase(engine: Engine, wanted: SessionPhase): Promise<void> {
    return new Promise((done) => {
        const subscription = engine.subscribe({ topic: "session" }, (session) => {
            if (session.phase !== wanted) return;
            done();
            queueMicrotask(() => subscription[Symbol.dispose]());
        });
    });
}

/** The bodies that start with `prefix`, in the order of the reader's screen; pages back until the first is found. */
export async function bodiesIn(engine: Engine, roomId: RoomId, prefix: string): Promise<string[]> {
    let rows: readonly TimelineItemSnapshot[] = [];
    using _open = engine.subscribe({ topic: "timeline", roomId }, (snapshot) => {
        rows = snapshot.rows;
    });
    const bodies = () => rows.map((row) => row.body).filter((body) => body.startsWith(prefix));
    for (let pages = 0; pages < 10 && !bodies().includes(`${prefix}0`); pages++) {
        const answer = await engine.commands.paginateBack({ roomId, count: 100 });
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (!answer.ok || answer.value.startReached) break;
    }
    return bodies();
}
