import { epochMs } from "@valise/base";
import type { EventId, RoomId, TimelineItemSnapshot, UserId } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { heardMessage } from "./heardMessage.ts";

const room = "!room" as RoomId;
const row = (more: Partial<TimelineItemSnapshot> = {}): TimelineItemSnapshot => ({
    key: "k",
    eventId: "$event" as EventId,
    kind: "text",
    senderId: "@bob:mod.example" as UserId,
    senderName: "Bob",
    senderServerName: "mod.example",
    own: false,
    sentAtMs: epochMs(1000),
    body: "Two coaches",
    html: null,
    mentionsMe: false,
    replyTo: null,
    forwardedFrom: null,
    quoted: null,
    noDuff: false,
    editedAtMs: null,
    redactedBy: null,
    file: null,
    system: null,
    undecryptable: null,
    trust: "ok",
    marking: null,
    labelled: null,
    verdict: { kind: "ok", code: null },
    send: null,
    mayEdit: false,
    mayDelete: false,
    ...more,
});

describe("a line of listen", () => {
    it("has exactly the members of the public interface", () => {
        expect(heardMessage(room, row())).toEqual({
            eventId: "$event",
            roomId: "!room",
            sender: "@bob:mod.example",
            body: "Two coaches",
            label: null,
            verdict: "ok",
            code: null,
            sentAtMs: 1000,
        });
    });

    it.each([
        ["ok", "ok"],
        ["from-backup", "warn"],
        ["device-unknown", "warn"],
        ["device-unsigned", "refuse"],
        ["identity-changed", "refuse"],
        ["mismatch", "refuse"],
    ] as const)("judges trust %s as %s, and never gives refused words as the sender's", (trust, verdict) => {
        const line = heardMessage(room, row({ trust }));
        expect(line).toMatchObject({ verdict, code: trust === "ok" ? null : trust });
        expect(line?.body).toBe(verdict === "refuse" ? "" : "Two coaches");
    });

    it("refuses what is not readable, came in clear, or is malformed, each with its code", () => {
        const undecryptable = { code: "UTD-WITHHELD", mayHeal: false, withheldCode: null } as const;
        expect(heardMessage(room, row({ kind: "undecryptable", undecryptable }))).toMatchObject({
            code: "UTD-WITHHELD",
        });
        expect(heardMessage(room, row({ kind: "cleartext" }))).toMatchObject({ verdict: "refuse", body: "" });
        expect(heardMessage(room, row({ kind: "malformed" }))).toMatchObject({ code: "malformed" });
    });

    it("says what a message counts as, and withholds what the engine refuses", () => {
        const marking = {
            label: "FR/DR",
            text: "FR · DR",
            portion: "(DR)",
            field: "#000000",
            ink: "#ffffff",
            handling: null,
        };
        expect(heardMessage(room, row({ marking }))).toMatchObject({ label: "FR/DR", verdict: "ok" });
        const stranger = { ...marking, label: null };
        const verdict = { kind: "warn", code: "VRD-LABEL-UNKNOWN" } as const;
        expect(heardMessage(room, row({ marking: stranger, verdict }))).toMatchObject({
            label: "FR · DR",
            verdict: "warn",
            code: "VRD-LABEL-UNKNOWN",
            body: "Two coaches",
        });
        const refused = { kind: "refuse", code: "ATT_REVOKED" } as const;
        expect(heardMessage(room, row({ marking, verdict: refused }))).toMatchObject({ body: "", code: "ATT_REVOKED" });
        const undecryptable = { code: "UTD-WITHHELD-CLEARANCE", mayHeal: false, withheldCode: "ATT_MISSING" } as const;
        expect(heardMessage(room, row({ kind: "undecryptable", undecryptable }))?.code).toBe("ATT_MISSING");
    });

    it("is not printed for what is no message, or has not left yet", () => {
        expect(heardMessage(room, row({ kind: "system" }))).toBeNull();
        expect(heardMessage(room, row({ kind: "redacted" }))).toBeNull();
        expect(heardMessage(room, row({ eventId: null }))).toBeNull();
    });
});
