import { beforeEach, describe, expect, it } from "vitest";
import {
    createGateWorld,
    type GateDevice,
    type GateWorld,
    NOW_S,
    ROOM,
    type Signed,
    takeTrust,
} from "../../../test/gateWorld.ts";

type Person = Awaited<ReturnType<GateWorld["person"]>>;

let world: GateWorld;
let claire: Person;
let paul: Person;
let device: GateDevice;
let charter: Signed;

beforeEach(async () => {
    world = await createGateWorld();
    claire = await world.person("claire:mfa.example", { roles: ["CHARTER"] });
    paul = await world.person("paul:mod.example");
    device = await world.device(claire);
    charter = await world.charter(claire);
});

/** A ruled room in which Claire and Paul have presented. */
async function openRoom(): Promise<void> {
    await device.tell(charter.event);
    await world.join(device, claire, paul);
    await device.tell(...(await Promise.all([claire, paul].map(present))));
    await device.tellWhole();
}
const present = (holder: Person) => world.presentation(holder, charter.charter.gate);
const narrow = async (purpose: "message" | "state" = "message") => device.gates.narrow(device.target(), purpose);
const code = async () => {
    const narrowed = await narrow();
    return narrowed.ok ? "sent" : narrowed.error.kind === "refused" ? narrowed.error.code : narrowed.error.kind;
};
const readersNow = async () => {
    const narrowed = await narrow("state");
    if (!narrowed.ok) throw new Error(JSON.stringify(narrowed.error));
    return narrowed.value.recipients;
};

describe("a room without a charter", () => {
    it("passes untouched", async () => {
        await world.join(device, claire, paul);
        const target = device.target();
        expect(await device.gates.narrow(target, "message")).toEqual({ ok: true, value: target });
        expect(device.gates.snapshot(ROOM as never).state).toBe("unlabelled");
    });
});

describe("a room with a charter", () => {
    it("lets those read who presented and are of its agencies", async () => {
        await openRoom();
        expect(device.gates.ruling(ROOM)).toMatchObject({ kind: "ruled", marking: { label: "FR/DR" } });
        expect(await readersNow()).toEqual([claire.userId, paul.userId]);
        expect(await code()).toBe("sent");
    });

    it("told of before any trust data has come, waits for it and is judged then", async () => {
        const early = await world.device(claire, { trusted: false });
        // As the timeline does: what the gate says changes the room, whose change the gate hears.
        let turns = 0;
        early.gates.onChanged((roomId) => ++turns < 50 && early.book.changed(roomId));
        const charter = await world.charter(claire);
        await world.join(early, claire);
        await early.tell(charter.event);
        await early.tellWhole();
        expect(early.gates.ruling(ROOM)).toEqual({ kind: "checking" });
        expect(turns).toBeLessThan(10);
        await takeTrust(world.community, early.community);
        await early.looked();
        expect(early.gates.ruling(ROOM)).toMatchObject({ kind: "ruled", marking: { label: "FR/DR" } });
    });

    it("waits until the person knows who will not read, and asks once per change", async () => {
        await openRoom();
        const uma = await world.person("uma:mod.example");
        await world.join(device, uma);
        expect(await narrow()).toEqual({ ok: false, error: { kind: "confirm", userIds: [uma.userId] } });
        expect(device.gates.snapshot(ROOM as never).toConfirm).toEqual([uma.userId]);
        await device.gates.gateOf(ROOM)?.confirm();
        expect(await code()).toBe("sent");
        device = await device.restart();
        await openRoom();
        await world.join(device, uma);
        expect(await code()).toBe("sent");
        await device.tell(await present(uma));
        expect(await readersNow()).toContain(uma.userId);
        device.setIdentity(uma.userId, "A".repeat(43));
        await device.looked();
        expect(await narrow()).toEqual({ ok: false, error: { kind: "confirm", userIds: [uma.userId] } });
    });

    it.each<[string, (paul: Person) => Promise<void>, string]>([
        ["revoked", async ({ status }) => take({ seq: 11, revoked: [status.idx] }), "ATT_REVOKED"],
        ["suspended", async ({ status }) => take({ seq: 11, suspended: [status.idx] }), "ATT_SUSPENDED"],
        ["of another identity now", async ({ userId }) => device.setIdentity(userId, "A".repeat(43)), "ATT_MXK"],
        ["past the end of the attestation", async () => world.clock.advance(400 * 86_400_000), "TRUST_EXPIRED"],
    ])("gives no next key to somebody %s, and rotates", async (_name, happen, why) => {
        await openRoom();
        expect(await readersNow()).toContain(paul.userId);
        await happen(paul);
        await device.looked();
        if (why === "TRUST_EXPIRED") {
            expect(await code()).toBe(why);
            return;
        }
        expect(await readersNow()).toEqual([claire.userId]);
        expect(device.gates.memberOf(ROOM, paul.userId)).toMatchObject({ reads: false, code: why });
        expect(device.rotated).toEqual([ROOM]);
    });

    it("gives none to members of other agencies, to those who show too little, or a copy of somebody else's", async () => {
        await openRoom();
        const ines = await world.person("ines:intel.example");
        const low = await world.person("low:mod.example", { want: "FR/NP" });
        const copy = await world.person("copy:mod.example");
        await world.join(device, ines, low, copy);
        const paulShown = await present(paul);
        await device.tell(await present(ines), await world.presentation(low, charter.charter.gate, ["lvl:NP"]), {
            ...paulShown,
            stateKey: copy.userId,
        });
        expect(await readersNow()).toEqual([claire.userId, paul.userId]);
        const codes = [ines, low, copy].map(({ userId }) => device.gates.memberOf(ROOM, userId)?.code);
        expect(codes).toEqual(["ADM_AGENCY", "ATT_INSUFFICIENT", "ATT_SUBJECT"]);
    });

    it("decides again when keys are about to leave", async () => {
        await openRoom();
        const narrowed = await narrow();
        device.setIdentity(paul.userId, "A".repeat(43));
        expect(narrowed.ok && (await narrowed.value.recheck?.([claire.userId, paul.userId]))).toEqual([paul.userId]);
    });

    it("stops sending while history is visible to more than its members", async () => {
        await openRoom();
        device.book.ensure(ROOM).record.historyVisibility = "shared";
        expect(await code()).toBe("GATE_HISTORY");
        expect(device.gates.snapshot(ROOM as never)).toMatchObject({ state: "refused", code: "GATE_HISTORY" });
    });

    it("keeps giving to present members for the grace after a list went stale, never to new ones", async () => {
        await openRoom();
        const uma = await world.person("uma:mod.example");
        const ends = device.community.snapshot().lists.map(({ expiresAtMs }) => expiresAtMs);
        world.clock.advance(Math.max(...ends) - NOW_S * 1000 + 60_000);
        await device.looked();
        await world.join(device, uma);
        await device.tell(await present(uma));
        expect(device.gates.memberOf(ROOM, paul.userId)).toMatchObject({ reads: true, because: "grace" });
        expect(device.gates.memberOf(ROOM, uma.userId)).toMatchObject({ reads: false, code: "ATT_STATUS_STALE" });
        world.clock.advance(2 * 3_600_000);
        await device.looked();
        expect(await code()).toBe("ATT_STATUS_STALE");
    });

    it("lets in for a while whom two officers let in", async () => {
        await openRoom();
        const [one, two] = [
            await world.person("one:mfa.example", { roles: ["GLASS"] }),
            await world.person("two:mfa.example", { roles: ["GLASS"] }),
        ];
        const uma = await world.person("uma:intel.example");
        await world.join(device, uma);
        await device.tell(await world.glass([one], uma));
        expect(await readersNow()).not.toContain(uma.userId);
        await device.tell(await world.glass([one, two], uma));
        expect(device.gates.memberOf(ROOM, uma.userId)).toMatchObject({ reads: true, because: "break-glass" });
        const wasLetIn = ({ userId }: { userId: string }) => device.gates.wasLetIn(ROOM, userId, NOW_S * 1000);
        expect([uma, paul].map(wasLetIn)).toEqual([true, false]);
        expect(device.gates.wasLetIn(ROOM, uma.userId, (NOW_S + 3_700) * 1000)).toBe(false);
        world.clock.advance(3_700_000);
        await device.looked();
        expect(await readersNow()).not.toContain(uma.userId);
    });
});

const take = async (wish: Parameters<GateWorld["list"]>[1]) => {
    await device.community.takeList(await world.list("mod", wish), { kind: "peer" });
};

describe("a roster room", () => {
    beforeEach(async () => {
        charter = await world.charter(claire, { admission: "roster" });
        await openRoom();
    });

    it("gives keys only to those who were admitted, and takes a removal for good", async () => {
        expect(await code()).toBe("ADM_MISSING");
        await device.tell(await world.admission(claire, { add: [claire, paul] }, charter));
        expect(await readersNow()).toEqual([claire.userId, paul.userId]);
        const removal = await world.admission(claire, { remove: [paul], iat: NOW_S - 100 }, charter);
        await device.tell(removal);
        expect(await readersNow()).toEqual([claire.userId]);
        expect(device.rotated).toEqual([ROOM]);
    });

    it("remembers a removal that the server hides after a restart", async () => {
        const admission = await world.admission(claire, { add: [claire, paul] }, charter);
        await device.tell(admission, await world.admission(claire, { remove: [paul], iat: NOW_S - 100 }, charter));
        device = await device.restart();
        await openRoom();
        await device.tell(admission);
        expect(await readersNow()).toEqual([claire.userId]);
        expect(device.gates.memberOf(ROOM, paul.userId)).toMatchObject({ code: "ADM_REMOVED" });
    });

    it("refuses an admission by somebody who may not admit, or under another key", async () => {
        const eve = await world.person("eve:mod.example", { roles: ["CHARTER"] });
        const own = await world.admission(claire, { add: [claire, paul] }, charter);
        await device.tell(await world.admission(eve, { add: [eve, paul] }, charter), {
            ...own,
            stateKey: "x".repeat(22),
        });
        expect(await code()).toBe("ADM_MISSING");
    });
});

describe("what a server does to a charter", () => {
    it("forged, rolled back or hidden changes nothing, and is shown", async () => {
        await openRoom();
        const raised = await world.charter(claire, { lvl: "S", epoch: 2 }, { seq: 2, prev: [charter.digest] });
        await device.tell(raised.event);
        const eve = await world.person("eve:mod.example", { roles: ["CHARTER"] });
        const forged = await world.charter(eve, { lvl: "NP", epoch: 3 }, { seq: 3, prev: [raised.digest] });
        await device.tell(forged.event);
        await device.tell(charter.event);
        device.book.ensure(ROOM).gate.charter = null;
        await device.tellWhole();
        expect(device.gates.ruling(ROOM)).toMatchObject({ kind: "ruled", label: { level: "S" } });
        const { anomalies, seq } = device.gates.snapshot(ROOM as never);
        expect(seq).toBe(2);
        expect(anomalies.map((each) => each.code)).toEqual(["CHR_SIGNER", "CHR_ROLLBACK", "CHR_MISSING"]);
    });

    it("is judged by what was pinned before the restart", async () => {
        await openRoom();
        await device.tell(
            (await world.charter(claire, { lvl: "S", epoch: 2 }, { seq: 2, prev: [charter.digest] })).event,
        );
        device = await device.restart();
        expect(device.gates.ruling(ROOM).kind).not.toBe("unlabelled");
        await device.tell(charter.event);
        expect(device.gates.ruling(ROOM)).toMatchObject({ kind: "ruled", label: { level: "S" } });
    });

    it("does not stand below what one's own admission names, though an older one was shown with the invitation", async () => {
        charter = await world.charter(claire, { admission: "roster" });
        await openRoom();
        const raised = await world.charter(
            claire,
            { lvl: "S", admission: "roster", epoch: 2 },
            { seq: 2, prev: [charter.digest] },
        );
        await device.tell(await world.admission(claire, { add: [claire, paul] }, raised));
        expect(device.gates.ruling(ROOM)).toEqual({ kind: "refused", code: "CHR_FLOOR" });
        expect(await code()).toBe("CHR_FLOOR");
        await device.tell(raised.event);
        expect(device.gates.ruling(ROOM)).toMatchObject({ kind: "ruled", label: { level: "S" } });
    });

    it("takes a lower label only from two other officers", async () => {
        charter = await world.charter(claire, { lvl: "S" });
        await device.tell(charter.event);
        const next = { seq: 2, prev: [charter.digest] };
        await device.tell((await world.charter(claire, { lvl: "DR", epoch: 2 }, next)).event);
        expect(device.gates.ruling(ROOM)).toMatchObject({ label: { level: "S" } });
        const releasers = await Promise.all(
            ["one", "two"].map((name) => world.person(`${name}:mfa.example`, { roles: ["RELEASE"] })),
        );
        const also = releasers.map((holder) => ({ holder, roles: ["RELEASE"] }));
        await device.tell((await world.charter(claire, { lvl: "DR", epoch: 2 }, next, also)).event);
        expect(device.gates.ruling(ROOM)).toMatchObject({ label: { level: "DR" } });
    });

    it("applies the stricter of two that were signed at once", async () => {
        await openRoom();
        const next = { seq: 2, prev: [charter.digest] };
        const agencies = [world.community.agency("mfa").urn];
        await device.tell((await world.charter(claire, { lvl: "S", epoch: 2 }, next)).event);
        await device.tell((await world.charter(claire, { agencies, epoch: 2 }, next)).event);
        const snapshot = device.gates.snapshot(ROOM as never);
        expect(snapshot).toMatchObject({ forked: true, marking: { label: "FR/S" }, agencies: [{ id: agencies[0] }] });
    });

    it("that cannot be verified lets nothing out, and no label in", async () => {
        const eve = await world.person("eve:intel.example", { roles: ["CHARTER"] });
        await device.tell((await world.charter(eve)).event);
        await world.join(device, claire, paul);
        expect(device.gates.ruling(ROOM)).toEqual({ kind: "refused", code: "CHR_SIGNER" });
        expect(await code()).toBe("CHR_SIGNER");
        expect(device.book.ensure(ROOM).record.labelled).toBe(false);
    });
});
