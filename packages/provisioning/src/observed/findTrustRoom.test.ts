import { unwrap } from "@valise/base";
import { expect, it } from "vitest";
import { applySigned, createWorld, serversOf } from "../../test/applyWorld.ts";
import { smallManifest } from "../../test/manifests.ts";
import { findTrustRoom } from "./findTrustRoom.ts";
import type { ObservedRoom } from "./Observed.ts";

it("takes no room made by hand for the trust room, whatever power was written into it", async () => {
    const world = createWorld();
    await applySigned(world, { files: { "valise.yaml": `${smallManifest}trust:\n  mfa: { publisher: nadia }\n` } });
    const seen = await serversOf(world).get("mfa")!.observe({ identitiesOf: [], suspensionOf: [] });
    const { rooms } = unwrap(seen);
    const trustRoom = rooms.find(({ settings }) => settings.name?.startsWith("Trust"))!;
    const adopted = { ...trustRoom, roomId: "!old", byHand: { version: "12", creators: ["@eve:mfa.example"] } };
    const find = (rooms: readonly ObservedRoom[], unmanagedTrust: ObservedRoom | null = null) =>
        findTrustRoom({ rooms, unmanagedTrust })?.roomId;
    expect(find([adopted, ...rooms])).toBe(trustRoom.roomId);
    expect(find([adopted])).toBeUndefined();
    // One that its steward made without a manifest counts, and gives way to one that a manifest manages.
    const unmanaged = { ...trustRoom, roomId: "!first", mark: "" };
    expect([find([adopted], unmanaged), find(rooms, unmanaged)]).toEqual(["!first", trustRoom.roomId]);
});
