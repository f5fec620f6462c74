/**
 * A person's app, without its screen, in a process of its own that a test may kill at any moment.
 * Arguments: profile folder, agency's server name, client address, user id, password file, then
 * `sign-in`, `join ROOM`, or `send ROOM PREFIX COUNT`: sends what is not yet in its timeline up to COUNT, and waits until
 * all are sent.
 * Prints one JSON object a line: what a person would have seen.
 */
import { readFileSync } from "node:fs";
import type { RoomId, SessionPhase, TimelineItemSnapshot } from "@valise/bridge";
import { createNodeEngine } from "@valise/matrix/node";

/** Beyond it a message has been forgotten. */
const patienceMs = 100_000;

const [profileDir = "", serverName = "", clientUrl = "", userId = "", passwordFile = "", action = "", ...rest] =
    process.argv.slice(2);
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const engine = await createNodeEngine({ profileDir, storeKey: new Uint8Array(32).fill(7) });

const agencies = [{ id: "a", name: serverName, serverName, clientUrl }];
await engine.commands.start({ agencies, protection: null });
if (action === "sign-in") await signIn();
else if (action === "join") await join(rest[0] as RoomId);
else await send(rest[0] as RoomId, rest[1] ?? "", Number(rest[2]));
await engine.close();
process.exit(0);

async function signIn(): Promise<void> {
    const password = readFileSync(passwordFile, "utf8").trim();
    const user = userId.slice(1).split(":")[0] ?? "";
    const answer = await engine.commands.signIn({ agencyId: "a", user, password, deviceName: "test" });
    if (!answer.ok) throw new Error(answer.error.kind);
    await phase("recovery-to-save");
    await engine.commands.recoverySaved({});
    await phase("ready");
    print({ ready: true });
}

async function join(roomId: RoomId): Promise<void> {
    await phase("ready");
    for (let attempt = 0; attempt < 20; attempt++) {
        const answer = await engine.commands.joinRoom({ roomId });
        if (answer.ok) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error("could not join");
}

async function send(roomId: RoomId, prefix: string, count: number): Promise<void> {
    await phase("ready");
    const shown = new Set<string>();
    const sent = new Set<string>();
    const own = (row: TimelineItemSnapshot) => row.own && row.body.startsWith(prefix);
    let rows: readonly TimelineItemSnapshot[] = [];
    let changed = () => {};
    engine.subscribe({ topic: "timeline", roomId }, (snapshot) => {
        rows = snapshot.rows.filter(own);
        for (const row of rows) {
            if (!shown.has(row.body)) print({ shown: row.body });
            shown.add(row.body);
            if (row.send !== null && row.send.state !== "sent") continue;
            if (!sent.has(row.body)) print({ sent: row.body });
            sent.add(row.body);
        }
        if (snapshot.loaded !== "none") changed();
    });
    await new Promise<void>((done) => {
        changed = done;
    });
    const next = rows.reduce((highest, row) => Math.max(highest, Number(row.body.slice(prefix.length)) + 1), 0);
    for (let i = next; i < count; i++) {
        const answer = await engine.commands.sendText({ roomId, body: `${prefix}${i}`, html: null, replyTo: null });
        if (!answer.ok) throw new Error(answer.error.kind);
        print({ queued: `${prefix}${i}` });
    }
    // Not all rows are seen as sent: a gap after the server's absence may put the older ones out of the window.
    await new Promise<void>((done, fail) => {
        const overdue = setTimeout(() => fail(new Error(`waits for ever: ${sendsOf(rows)}`)), patienceMs);
        engine.subscribe({ topic: "outbox" }, ({ queuedCount, failedCount }) => {
            if (queuedCount + failedCount > 0) return;
            clearTimeout(overdue);
            done();
        });
    });
    print({ done: true });
}

/** How the messages stand that have not left. */
function sendsOf(rows: readonly TimelineItemSnapshot[]): string {
    return JSON.stringify(rows.filter((row) => row.send !== null && row.send.state !== "sent").map((row) => row.send));
}

function phase(wanted: SessionPhase): Promise<void> {
    return new Promise((done) => {
        engine.subscribe({ topic: "session" }, (session) => {
            if (session.phase === wanted) done();
        });
    });
}
