import { expect, it } from "vitest";
import { createGateWorld, ROOM } from "../../test/gateWorld.ts";
import { readsRoom } from "./readsRoom.ts";

it("says of somebody that they read a room only where its gate does, and they are in it", async () => {
    const world = await createGateWorld();
    const claire = await world.person("claire:mfa.example", { roles: ["CHARTER"] });
    const people = ["bob:mod.example", "eve:mod.example", "uma:intel.example"].map((name) => world.person(name));
    const [bob, eve, uma] = await Promise.all(people);
    if (bob === undefined || eve === undefined || uma === undefined) throw new Error("nobody");
    const device = await world.device(claire);
    const reads = (userId: string, roomId = ROOM) => readsRoom(device, roomId, userId);
    expect(reads(bob.userId)).toBe(false);

    const { event, charter } = await world.charter(claire);
    await device.tell(event);
    // Not everybody was told of yet, and this one showed nothing that is known here.
    expect(reads(bob.userId)).toBeNull();
    await world.join(device, claire, bob, eve, uma);
    for (const person of [claire, bob, uma]) await device.tell(await world.presentation(person, charter.gate));
    await device.tellWhole();
    // In the room without a clearance shown; with one of an agency that is not of it; never in it; in a room not known here.
    expect([bob, eve, uma].map(({ userId }) => reads(userId))).toEqual([true, false, false]);
    expect([reads("@nobody:mod.example"), reads(bob.userId, "!other:mfa.example")]).toEqual([false, false]);
    await device.tell({ type: "m.room.member", stateKey: bob.userId, content: { membership: "leave" } });
    expect(reads(bob.userId)).toBe(false);
});
