import type { UserId } from "@valise/bridge";
import { must, until } from "@valise/matrix/testing";
import { signInPlain } from "../interop/matrixHttp.ts";
import type { CrisisWorld } from "../support/crisisWorld.ts";

export const archiveWords = {
    ...{ language: "en", title: "After action", exported: "Exported", earlierMissing: "Earlier messages are missing" },
    ...{
        unreadable: "unreadable",
        refused: "refused",
        deleted: "deleted",
        file: "file",
        edited: "edited",
        forwarded: "from",
    },
};

/** Into the channel, invited by the first of `writers`; its device is gone before anybody saw it. */
export async function joinWithoutDevice<N extends string>(
    { channel, engine, stack }: CrisisWorld<N>,
    name: string,
    writers: readonly [N, ...N[]],
): Promise<UserId> {
    const { userId, password, clientUrl } = stack.user(name);
    const client = await signInPlain(clientUrl, name, password);
    must(await engine(writers[0]).commands.invite({ roomId: channel, userIds: [userId as UserId] }));
    await client.call("POST", `/rooms/${encodeURIComponent(channel)}/join`);
    await client.call("POST", "/logout");
    // Whoever writes there is told first that she will not read it.
    for (const writer of writers) {
        const asks = ({ toConfirm }: { toConfirm: readonly string[] | null }) => toConfirm?.includes(userId) === true;
        await until(engine(writer), { topic: "gate", roomId: channel }, asks);
        must(await engine(writer).commands.confirmReaders({ roomId: channel }));
    }
    return userId as UserId;
}
