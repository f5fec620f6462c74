import type { Gate } from "@valise/clearance";
import { beforeAll, describe, expect, it } from "vitest";
import { ANNA, BOB, policyWorld } from "../test/world.ts";
import { judgeEvent, type PolicyTrust } from "./judgeEvent.ts";
import { readFacts } from "./RoomFacts.ts";

const ROOM = "!room";
const NOW_S = 1_793_491_200;
const ERIN = "@erin:mfa.example";
const STEWARD = "@steward:mfa.example";
let world: Awaited<ReturnType<typeof policyWorld>>;

beforeAll(async () => {
    world = await policyWorld(ROOM, NOW_S);
});

type Content = object;
const state = (type: string, content: Content, key = "", sender = ANNA) => ({
    ...{ type, state_key: key, sender, content: { ...content } },
});
const create = state("m.room.create", { room_version: "12", additional_creators: [STEWARD] });
const encryption = state("m.room.encryption", { algorithm: "m.megolm.v1.aes-sha2" });

function judge(
    event: { readonly type: string; readonly content?: Content; readonly key?: string; readonly sender?: string },
    ...present: readonly ReturnType<typeof state>[]
) {
    return judgeWith(world.trust, event, ...present);
}
function judgeWith(
    trust: PolicyTrust | undefined,
    { type, content = {}, key, sender = ERIN }: Parameters<typeof judge>[0],
    ...present: readonly ReturnType<typeof state>[]
) {
    const event = {
        type,
        room_id: ROOM,
        sender,
        content: { ...content },
        ...(key !== undefined && { state_key: key }),
    };
    return judgeEvent(event, readFacts([create, ...present]), trust, NOW_S);
}
const join = (sender: string) => ({ type: "m.room.member", key: sender, sender, content: { membership: "join" } });

describe("a message", () => {
    it.each(["m.room.message", "m.sticker", "m.poll.start", "org.valise.anything"])(
        "of type %s is refused in clear where the room is encrypted",
        (type) => {
            expect(judge({ type }, encryption)).toBe("POL_MESSAGE_CLEAR");
            expect(judge({ type })).toBeUndefined();
        },
    );

    it("passes encrypted, and so do a redaction and the records of provisioning", () => {
        for (const type of ["m.room.encrypted", "m.room.redaction", "org.valise.provisioning.audit"])
            expect(judge({ type }, encryption)).toBeUndefined();
    });

    it("may be a reaction in clear only where there is no charter", async () => {
        expect(judge({ type: "m.reaction" }, encryption)).toBeUndefined();
        const charter = state("org.valise.charter", await world.charter(1));
        expect(judge({ type: "m.reaction" }, encryption, charter)).toBe("POL_MESSAGE_CLEAR");
    });
});

describe("encrypted state", () => {
    it.each(["org.valise.charter:", "m.room.server_acl:", "m.room.power_levels:", "", "org.valise.admission:x"])(
        "is refused for %j",
        (key) => expect(judge({ type: "m.room.encrypted", key }, encryption)).toBe("POL_STATE_ENCRYPTED"),
    );

    it("is what names, topics and phases are", () => {
        for (const key of ["m.room.name:", "m.room.topic:", "org.valise.phase:"])
            expect(judge({ type: "m.room.encrypted", key }, encryption)).toBeUndefined();
    });
});

describe("a charter", () => {
    const put = (content: Content) => ({ type: "org.valise.charter", key: "", sender: ANNA, content });

    it("is the first, or follows by one signature when it opens nothing", async () => {
        const first = await world.charter(1);
        expect(judge(put(first))).toBeUndefined();
        const next = await world.charter(2, { gate: { lvl: "S", epoch: 2 } });
        expect(judge(put(next), state("org.valise.charter", first))).toBeUndefined();
        expect(judge(put(first), state("org.valise.charter", first))).toBeUndefined();
    });

    it("is refused with a lower number, also by two", async () => {
        const second = state("org.valise.charter", await world.charter(2));
        expect(judge(put(await world.charter(1, {}, 2)), second)).toBe("POL_CHARTER_BACK");
    });

    it("is refused with a lower label, more agencies or no roster by one, not by two", async () => {
        const first = state("org.valise.charter", await world.charter(1));
        const { urn } = world.community.agency("mod");
        const own = world.community.agency("mfa").urn;
        const wider: readonly Partial<Gate>[] = [{ lvl: "NP" }, { agencies: [own, urn] }, { admission: "cleared" }];
        for (const gate of wider) {
            const changes = { gate: { ...gate, epoch: 2 } };
            expect(judge(put(await world.charter(2, changes)), first)).toBe("POL_CHARTER_WIDER");
            expect(judge(put(await world.charter(2, changes, 2)), first)).toBeUndefined();
        }
    });

    it("does not count one person twice", async () => {
        const first = state("org.valise.charter", await world.charter(1));
        const once = await world.charter(2, { gate: { lvl: "NP", epoch: 2 } });
        expect(judge(put({ ...once, by: [once.by[0], once.by[0]] }), first)).toBe("POL_CHARTER_WIDER");
    });

    it("is refused of another room, or when it cannot be read", async () => {
        const elsewhere = await (await policyWorld("!other", NOW_S)).charter(1);
        expect(judge(put(elsewhere))).toBe("POL_CHARTER_ROOM");
        expect(judge(put({ name: "no charter" }))).toBe("POL_CHARTER_UNREADABLE");
    });

    it("passes when the community's policies are not known here", async () => {
        const first = state("org.valise.charter", await world.charter(1));
        const lower = await world.charter(2, { gate: { lvl: "NP", epoch: 2 } });
        expect(judgeWith(undefined, put(lower), first)).toBeUndefined();
    });
});

describe("a join", () => {
    it("of a roster room needs an admission, of this epoch, not taken back", async () => {
        const charter = state("org.valise.charter", await world.charter(1));
        const admitted = async (changes: object = {}, key = "a") =>
            state("org.valise.admission", await world.admission([ERIN], changes), key);
        expect(judge(join(ERIN), charter)).toBe("POL_JOIN_ADMISSION");
        expect(judge(join(ERIN), charter, await admitted())).toBeUndefined();
        expect(judge(join(ERIN), charter, await admitted({ epoch: 2 }))).toBe("POL_JOIN_ADMISSION");
        const removed = await admitted({ add: [], remove: [ERIN] }, "b");
        expect(judge(join(ERIN), charter, await admitted(), removed)).toBe("POL_JOIN_ADMISSION");
    });

    it("needs no admission in a cleared room, for those who made it, and for those who are in", async () => {
        const roster = state("org.valise.charter", await world.charter(1));
        const cleared = state("org.valise.charter", await world.charter(1, { gate: { admission: "cleared" } }));
        expect(judge(join(ERIN), cleared)).toBeUndefined();
        expect(judge(join(STEWARD), roster)).toBeUndefined();
        expect(judge(join(ERIN), roster, state("m.room.member", { membership: "join" }, ERIN))).toBeUndefined();
        expect(judge(join(ERIN))).toBeUndefined();
    });

    it("stands on a break-glass as long as that lasts", async () => {
        const charter = state("org.valise.charter", await world.charter(1));
        const glass = async (exp: number) => {
            const payload = { room: ROOM, sub: ERIN, mxk: "A".repeat(43), epoch: 1, reason: "fire", iat: NOW_S, exp };
            const by = [{ holder: await world.community.holder(ANNA, { roles: ["GLASS"] }), roles: ["GLASS"] }];
            return state("org.valise.glass", await world.community.statement("break-glass", payload, ROOM, by), "g");
        };
        expect(judge(join(ERIN), charter, await glass(NOW_S + 60))).toBeUndefined();
        expect(judge(join(ERIN), charter, await glass(NOW_S))).toBe("POL_JOIN_ADMISSION");
    });

    it("is refused from a server outside the charter's agencies, whose names are known here", async () => {
        const charter = state("org.valise.charter", await world.charter(1, { gate: { admission: "cleared" } }));
        expect(judge(join(BOB), charter)).toBe("POL_JOIN_AGENCY");
        expect(judgeWith(undefined, join(BOB), charter)).toBeUndefined();
    });

    it("is what is judged, not a leave or an invitation", async () => {
        const charter = state("org.valise.charter", await world.charter(1));
        for (const membership of ["leave", "invite", "ban"])
            expect(judge({ type: "m.room.member", key: BOB, content: { membership } }, charter)).toBeUndefined();
    });
});
