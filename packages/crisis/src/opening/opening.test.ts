import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLAIRE, digestOf, idOf, MFA, MOD, SENT_S } from "../../test/samples.ts";
import { signer, verified } from "../../test/statements.ts";
import { call } from "../../test/vectors/planVectors.ts";
import { CALLS_A_DAY, type CallMemory, decideInvitation, type Invitation, readCall, type WhyWait } from "./call.ts";
import { decideSessionRenewal, type SessionState, type SessionUse } from "./sessionRenewal.ts";
import { decideClaim, ownerOfClaim, roomsToPrepare, type StandbyRoom } from "./standby.ts";

const read = unwrap(readCall(verified("call", call, [signer(CLAIRE, MFA, "CRISIS")])));
const invitation: Invitation = { room: call.room, inviter: CLAIRE, charter: call.charter, charterVerifies: true };
const memory: CallMemory = { crisisAgencies: new Set([MFA]), used: new Set(), usedAt: new Map(), nowS: SENT_S + 60 };

describe("a call", () => {
    it("wants an attested crisis authority", () => {
        expect(readCall(verified("call", call, [signer(CLAIRE, MFA, "CHARTER")]))).toMatchObject({
            error: { kind: "not-a-crisis-authority" },
        });
    });

    it("accepts the invitation to its room by its signer", () => {
        expect(decideInvitation([read], invitation, memory)).toEqual({ kind: "accept", call: read });
        const { charter: _none, ...bare } = invitation;
        expect(decideInvitation([read], { ...bare, charterVerifies: false }, memory).kind).toBe("accept");
    });

    it.each<[WhyWait, Partial<Invitation>, Partial<CallMemory>]>([
        ["no-call", { room: "!other:mfa.example" }, {}],
        ["other-inviter", { inviter: "@mallory:mfa.example" }, {}],
        ["other-charter", { charter: digestOf(9) }, {}],
        ["charter-does-not-verify", { charterVerifies: false }, {}],
        ["not-a-crisis-agency", {}, { crisisAgencies: new Set([MOD]) }],
        ["from-the-future", {}, { nowS: SENT_S - 121 }],
        ["expired", {}, { nowS: SENT_S + 900 }],
        ["used", {}, { used: new Set([read.digest]) }],
        ["quota", {}, { usedAt: new Map([[CLAIRE, Array.from({ length: CALLS_A_DAY }, () => SENT_S - 3600)]]) }],
    ])("leaves it waiting: %s", (why, changes, remembered) => {
        expect(decideInvitation([read], { ...invitation, ...changes }, { ...memory, ...remembered })).toEqual({
            kind: "wait",
            why,
        });
    });

    it("counts only the last day's, and says the reason that came furthest", () => {
        const usedAt = new Map([[CLAIRE, Array.from({ length: CALLS_A_DAY }, () => SENT_S - 90_000)]]);
        expect(decideInvitation([read], invitation, { ...memory, usedAt }).kind).toBe("accept");
        const old = { ...read, iat: SENT_S - 2_000, exp: SENT_S - 1_100, digest: digestOf(8) };
        const used = new Set([read.digest]);
        for (const calls of [
            [old, read],
            [read, old],
        ])
            expect(decideInvitation(calls, invitation, { ...memory, used })).toEqual({ kind: "wait", why: "used" });
    });
});

describe("a kept session", () => {
    const fresh = { messages: 0, ageS: 60, idleS: 0, membersChanged: false };
    const renews = (use: SessionUse, changes: Partial<SessionState>) =>
        decideSessionRenewal(use, { ...fresh, ...changes });

    it("of a channel is renewed when idle after a broadcast, and never later than before 100 messages or 7 days", () => {
        expect(renews("channel", {})).toBe("keep");
        expect(renews("channel", { messages: 1, idleS: 59 })).toBe("keep");
        expect(renews("channel", { messages: 1, idleS: 60 })).toBe("renew");
        expect(renews("channel", { idleS: 9_999 })).toBe("keep");
        expect(renews("channel", { messages: 89 })).toBe("keep");
        expect(renews("channel", { messages: 90 })).toBe("renew");
        expect([renews("channel", { ageS: 6.5 * 86_400 - 1 }), renews("channel", { ageS: 6.5 * 86_400 })]).toEqual([
            "keep",
            "renew",
        ]);
    });

    it("of a standby room lives four weeks, and ends when watch, member or device changes", () => {
        expect([renews("standby", { ageS: 27 * 86_400 - 1 }), renews("standby", { ageS: 27 * 86_400 })]).toEqual([
            "keep",
            "renew",
        ]);
        expect(renews("standby", { messages: 1, idleS: 9_999 })).toBe("keep");
        expect(renews("standby", { membersChanged: true })).toBe("renew");
        expect(renews("channel", { membersChanged: true })).toBe("renew");
    });
});

const room = (n: number, changes: Partial<StandbyRoom> = {}): StandbyRoom => ({
    room: `!standby${n}:mfa.example`,
    template: "evacuation",
    opened: [],
    isReady: true,
    ...changes,
});
const opened = (n: number, by: string, crisis = 1) => ({ digest: digestOf(n), by, crisis: idOf(crisis) });
const me = { template: "evacuation", by: CLAIRE, crisis: idOf(1) };

describe("claiming a standby room", () => {
    it("takes the first free one, in the same order for all", () => {
        fc.assert(
            fc.property(
                fc.shuffledSubarray([room(1, { isReady: false }), room(2), room(3), room(0, { template: "cyber" })], {
                    minLength: 4,
                }),
                (rooms) => {
                    expect(decideClaim(rooms, me)).toEqual({ kind: "claim", room: room(2).room });
                },
            ),
            { numRuns: 24 },
        );
        expect(decideClaim([room(1, { isReady: false })], me)).toEqual({ kind: "cold" });
    });

    it("of two at once the lower digest has it; the other moves to the next", () => {
        const both = [opened(2, "@paul:mod.example", 2), opened(1, CLAIRE)];
        const rooms = [room(1, { opened: both }), room(2)];
        expect(ownerOfClaim(both)?.by).toBe(CLAIRE);
        expect(decideClaim(rooms, me)).toEqual({ kind: "mine", room: room(1).room });
        expect(decideClaim(rooms, { ...me, by: "@paul:mod.example", crisis: idOf(2) })).toEqual({
            kind: "claim",
            room: room(2).room,
        });
        expect(decideClaim(rooms.slice(0, 1), { ...me, by: "@paul:mod.example", crisis: idOf(2) })).toEqual({
            kind: "cold",
        });
    });

    it("of two who signed the same words in one second the lower user id has it", () => {
        const both = [opened(1, "@paul:mod.example"), opened(1, CLAIRE)];
        expect(ownerOfClaim(both)?.by).toBe(CLAIRE);
        expect(ownerOfClaim(both.toReversed())?.by).toBe(CLAIRE);
    });

    it("has the next prepared behind", () => {
        const rooms = [
            room(1, { opened: [opened(1, CLAIRE)] }),
            room(2, { isReady: false }),
            room(3, { template: "cyber" }),
        ];
        expect([
            roomsToPrepare(rooms, "evacuation", 2),
            roomsToPrepare(rooms, "evacuation", 1),
            roomsToPrepare([], "cyber", 1),
        ]).toEqual([1, 0, 1]);
    });
});
