import type { Engine } from "@valise/bridge";
import { must, until } from "@valise/matrix/testing";
import type { NoLossWorld } from "./noLossWorld.ts";

/**
 * While the link is cut, a broadcast goes to the other agency as a file: it alarms there and is answered. Throws where it opens
 * for others, twice, or after a change, or shows what it says.
 */
export async function carryBag({ world, ben }: NoLossWorld, broadcastId: string, text: string): Promise<void> {
    const bag = must(
        await world.engine("alice").commands.exportBag({ roomId: world.channel, agency: "mod", sinceMs: null }),
    );
    if (!bag.opens.includes(world.idOf("ben"))) throw new Error("the bag does not open for ben");
    if (Buffer.from(bag.bytes).includes(text)) throw new Error("the bag shows what it says");
    const changed = bag.bytes.slice();
    changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1;
    await refused(world.engine("ben"), changed, "CRS_BAG_CHANGED");
    await refused(world.engine("anna"), bag.bytes, "CRS_BAG_NOT_ADDRESSED");
    const { rooms } = must(await world.engine("ben").commands.importBag({ bytes: bag.bytes }));
    const [room] = rooms;
    if (rooms.length !== 1 || room?.roomId !== world.channel || room.fresh !== 1 || room.unreadable !== 0)
        throw new Error(`another thing came out of the bag: ${JSON.stringify(rooms)}`);
    await until(world.engine("ben"), { topic: "crisis" }, ({ rows }) =>
        rows.some((row) => row.broadcastId === broadcastId && row.mine.answeredAtMs !== null),
    );
    if (ben.alarmed.filter((id) => id === broadcastId).length !== 1) throw new Error("the bag did not alarm once");
    await refused(world.engine("ben"), bag.bytes, "CRS_BAG_SEEN");
}

async function refused(engine: Engine, bytes: Uint8Array<ArrayBuffer>, code: string): Promise<void> {
    const answer = await engine.commands.importBag({ bytes });
    const isRefused = !answer.ok && answer.error.kind === "refused" && answer.error.code === code;
    if (!isRefused) throw new Error(`not refused with ${code}: ${JSON.stringify(answer)}`);
}
