import { openEncryptedRoom, patiently } from "../../interop/encryptedRoom.ts";
import { LibolmClient } from "../../interop/libolmClient.ts";
import { AppWindow } from "./AppWindow.ts";
import type { BenchStage } from "./benchStage.ts";
import { numbered } from "./scrollBack.ts";
import { inParallel } from "./seedRooms.ts";

export interface SealedRoom {
    readonly roomId: string;
    readonly name: string;
    /** The reader's browser profile, signed in. */
    readonly profile: string;
    readonly lastText: string;
    /** For the bare crypto module: the room's keys, and the events as the server has them. */
    readonly exportedKeys: string;
    readonly events: readonly object[];
}

const name = "Sealed room";
const ATONCE = 6;

/** An encrypted room whose reader signed in in a browser, closed it, and has `count` messages waiting since. */
export async function prepareSealedRoom(stage: BenchStage, count: number): Promise<SealedRoom> {
    const [readerUser, senderUser] = [await stage.newUser("mfa"), await stage.newUser("mfa")];
    const [reader, sender] = [await stage.plain(readerUser), await stage.plain(senderUser)];
    const roomId = await openEncryptedRoom(sender, [readerUser.userId]);
    await sender.call("PUT", `/rooms/${encodeURIComponent(roomId)}/state/m.room.name/`, { name });
    await patiently(() => reader.call("POST", `/join/${encodeURIComponent(roomId)}`));
    const profile = stage.newProfile();
    {
        await using app = await AppWindow.open(stage, profile);
        await app.signIn(readerUser, () => app.row(name).waitFor());
        await app.row(name).click();
        await app.byId("composer").waitFor();
    }
    using libolm = await LibolmClient.start(sender, senderUser.password);
    const send = (index: number) =>
        patiently(() => libolm.send(roomId, [readerUser.userId], { msgtype: "m.text", body: numbered(index) }));
    await send(0);
    await inParallel(count - 2, ATONCE, (index) => send(index + 1));
    await send(count - 1);
    const exportedKeys = libolm.exportRoomKeys(roomId);
    const events = await readAllEncrypted(reader, roomId);
    return { roomId, name, profile, lastText: numbered(count - 1), exportedKeys, events };
}

async function readAllEncrypted(http: Awaited<ReturnType<BenchStage["plain"]>>, roomId: string): Promise<object[]> {
    const events: object[] = [];
    let from = "";
    for (;;) {
        const page = (await http.call(
            "GET",
            `/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=500${from}`,
        )) as { chunk: { type: string; state_key?: string }[]; end?: string };
        events.push(...page.chunk.filter((event) => event.type === "m.room.encrypted"));
        if (page.end === undefined) return events;
        from = `&from=${encodeURIComponent(page.end)}`;
    }
}
