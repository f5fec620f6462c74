import type { Engine, RoomId, TimelineItemSnapshot } from "@valise/bridge";

/** Of a hundred: further back than any drill writes. */
const MAX_PAGES = 40;

/** The bodies that start with `prefix`, in the order of the reader's screen; pages back until the first is found. */
export async function bodiesIn(engine: Engine, roomId: RoomId, prefix: string): Promise<string[]> {
    let rows: readonly TimelineItemSnapshot[] = [];
    using _open = engine.subscribe({ topic: "timeline", roomId }, (snapshot) => {
        rows = snapshot.rows;
    });
    const bodies = () => rows.map((row) => row.body).filter((body) => body.startsWith(prefix));
    for (let pages = 0; pages < MAX_PAGES && !bodies().includes(`${prefix}0`); pages++) {
        const answer = await engine.commands.paginateBack({ roomId, count: 100 });
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (!answer.ok || answer.value.startReached) break;
    }
    return bodies();
}
