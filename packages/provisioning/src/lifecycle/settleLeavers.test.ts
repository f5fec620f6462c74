import { err, unwrap } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { accessIn, apply, applySigned, createWorld, noOptions, serversOf } from "../../test/applyWorld.ts";
import { smallManifest } from "../../test/manifests.ts";
import { markOf } from "../desired/markOf.ts";
import type { AgencyServer } from "../ports/AgencyServer.ts";
import { offboardAccount } from "./offboardAccount.ts";
import { settleLeavers } from "./settleLeavers.ts";

const marta = "@marta:intel.example";
const trust = "trust:\n  mod: { publisher: jonas }\n  intel: { publisher: ana }\n";
const files = { "valise.yaml": `${smallManifest}${trust}` };
const about = { claimant: { process: "p", isGone: () => false, breakLock: false }, clock: createFakeClock() };

/** Marta of the service has left, and is still in a room of the defence ministry's: her server's leave got lost. */
async function openWorld() {
    const world = createWorld();
    await applySigned(world, { files });
    const [mod, intel] = [serversOf(world).get("mod")!, serversOf(world).get("intel")!];
    const port = [...world.rooms.values()].find(({ mark }) => mark === markOf("crisis", "rooms/need-to-know"));
    if (port === undefined) throw new Error("no room of both");
    const left = unwrap(await offboardAccount({ ...about, server: intel, userId: marta }));
    port.members[marta] = "join";
    return { world, mod, intel, port, left };
}
const settle = (server: AgencyServer, ...remove: string[]) => settleLeavers({ ...about, server, remove });

describe("who has left at a partner", () => {
    it("is shown with the rooms they are in, taken out by name alone, and the partner is told", async () => {
        const { world, mod, intel, port, left } = await openWorld();
        expect([left.partners, left.asked]).toEqual([["mod.example"], ["mod.example"]]);
        const looked = unwrap(await settle(mod));
        expect(looked.leavers.asked).toMatchObject([
            { userId: marta, rooms: [{ roomId: port.roomId, canRemove: true }] },
        ]);
        expect([looked.removed, looked.answered, port.members[marta]]).toEqual([[], [], "join"]);
        expect(unwrap(await intel.leavers()).own).toMatchObject([{ userId: marta, cleared: [] }]);
        const settled = unwrap(await settle(mod, marta));
        expect(settled).toMatchObject({
            removed: [{ userId: marta, roomId: port.roomId }],
            answered: ["intel.example"],
        });
        expect([...accessIn(world)].filter((access) => access.endsWith(marta))).toEqual([]);
        expect(unwrap(await intel.leavers()).own).toMatchObject([{ userId: marta, cleared: ["mod.example"] }]);
        expect(world.servers.get("mod.example")?.audit.slice(-2)).toMatchObject([
            { event: "begun", what: [`settle leavers accounts/${marta}`], by: "@admin:mod.example" },
            { event: "done" },
        ]);
        // Answered once: the next look writes nothing.
        const lines = world.servers.get("mod.example")?.audit.length;
        expect(unwrap(await settle(mod)).answered).toEqual([]);
        expect(world.servers.get("mod.example")?.audit).toHaveLength(lines ?? 0);
    });

    it("is nobody for whom their own server does not ask", async () => {
        const { world, mod, port } = await openWorld();
        const hugo = "@hugo:intel.example";
        port.members[hugo] = "join";
        expect(await settle(mod, hugo)).toEqual(err({ kind: "not-asked", userId: hugo }));
        // An agency that names somebody else's person asks for nothing.
        world.servers.get("intel.example")?.leavers.set("@paul:mod.example", 1);
        world.servers.get("intel.example")?.leavers.set("@claire:mfa.example", 1);
        for (const user of ["@paul:mod.example", "@claire:mfa.example"])
            expect(await settle(mod, user)).toMatchObject({ error: { kind: "not-asked" } });
        expect(port.members[hugo]).toBe("join");
    });

    it("stays shown, and unanswered, where a room lets nobody be taken out", async () => {
        const { mod, intel, port } = await openWorld();
        delete port.members["@steward:mod.example"];
        const settled = unwrap(await settle(mod, marta));
        expect(settled.leavers.asked).toMatchObject([{ userId: marta, rooms: [{ canRemove: false }] }]);
        expect([settled.removed, settled.answered]).toEqual([[], []]);
        expect(unwrap(await intel.leavers()).own).toMatchObject([{ cleared: [] }]);
    });

    it("is answered without a removal where nothing is left, and anew when somebody who was let back leaves again", async () => {
        const { world, mod, intel, port } = await openWorld();
        delete port.members[marta];
        expect(unwrap(await settle(mod)).answered).toEqual(["intel.example"]);
        const options = { ...noOptions, readmit: [marta] };
        expect(await apply(world, { files, options })).toMatchObject({ ok: true });
        expect([unwrap(await intel.leavers()).own, unwrap(await mod.leavers()).asked]).toEqual([[], []]);
        world.nowMs += 1000;
        unwrap(await offboardAccount({ ...about, server: intel, userId: marta }));
        expect(unwrap(await intel.leavers()).own).toMatchObject([{ userId: marta, cleared: [] }]);
        expect(unwrap(await mod.leavers()).asked).toMatchObject([{ userId: marta, isCleared: false }]);
    });

    it("is let in by no manifest of the partner's, which says so", async () => {
        const { world, mod, port } = await openWorld();
        delete port.members[marta];
        const applied = await applySigned(world, { files, servers: new Map([["mod", mod]]) });
        expect(port.members[marta]).toBeUndefined();
        expect(applied.left.waits).toContainEqual({
            ...{ key: "rooms/need-to-know", agency: "mod", reason: "ended", users: [marta] },
        });
        expect(applied.left.access.filter(({ userId }) => userId === marta)).toEqual([]);
    });

    it("is known to no server without a trust room", async () => {
        const { world } = await openWorld();
        const mfa = serversOf(world).get("mfa")!;
        expect(unwrap(await settle(mfa))).toMatchObject({ leavers: { trustRoomId: null, asked: [], own: [] } });
    });
});
