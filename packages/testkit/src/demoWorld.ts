import { epochMs } from "@valise/base";
import type { MarkingSnapshot, RoomPreviewSnapshot } from "@valise/bridge";
import { buildDevice, buildMember, buildMessage, buildRoom, buildTimeline, demoNowMs, userIdOf } from "./builders.ts";
import { demoClearance, demoFlightsGate, demoPlainGate } from "./demoGates.ts";
import { demoMarkings } from "./demoMarkings.ts";
import { buildGate } from "./fakeGate.ts";
import type { FakeTopics } from "./fakeTopics.ts";

const at = (hour: number, minute: number) => epochMs(Date.UTC(2026, 10, 21, hour, minute));
const three = ["mfa.example", "mod.example", "intel.example"];

function preview(senderName: string, text: string, hour: number, minute: number): RoomPreviewSnapshot {
    const senderId = userIdOf("@someone:mfa.example");
    return { senderId, senderName, kind: "text", text, portion: null, atMs: at(hour, minute) };
}

/** Rooms that carry a label; the others are as they were before labels. */
const marked: Readonly<Record<string, MarkingSnapshot>> = {
    "!flights": demoMarkings.frDr,
    "!cell": demoMarkings.frS,
    "!air": demoMarkings.natoNr,
};

/** The rooms and the conversation of the pictures. */
export function loadDemoWorld(topics: FakeTopics): void {
    const flights = "!flights";
    topics.publish(
        { topic: "rooms" },
        {
            loaded: "all",
            rows: [
                buildRoom("!invited", {
                    membership: "invite",
                    name: "Port liaison",
                    inviterId: userIdOf("@paul:mod.example"),
                    inviterName: "Paul Estève",
                    serverNames: three,
                    lastActivityMs: at(10, 9),
                }),
                buildRoom(flights, {
                    marking: demoMarkings.frDr,
                    topic: "Port Lazare to Tamrin airfield",
                    serverNames: three,
                    memberCount: 8,
                    preview: preview("Lena Brandt", "Wir haben 88 eigene Staatsangehörige am selben Ort", 10, 8),
                }),
                buildRoom("!cell", {
                    name: "Crisis cell",
                    marking: demoMarkings.frS,
                    memberCount: 4,
                    unreadCount: 3,
                    lastActivityMs: at(10, 2),
                    preview: preview("Nadia Roche", "Draft of SITREP 4 is in the log", 10, 2),
                }),
                buildRoom("!air", {
                    name: "Air coordination",
                    marking: demoMarkings.natoNr,
                    lastActivityMs: at(9, 50),
                    serverNames: three,
                    memberCount: 4,
                    preview: preview("Paul Estève", "Slot 14:20Z confirmed", 9, 50),
                }),
                buildRoom("!roll", {
                    name: "Consular roll call",
                    unreadCount: 1,
                    mentionCount: 1,
                    lastActivityMs: at(9, 57),
                    serverNames: three,
                    preview: preview("Paul Estève", "84 of 91 posts have answered", 9, 57),
                }),
                buildRoom("!idris", {
                    kind: "direct",
                    name: "Idris Benali",
                    directUserId: userIdOf("@idris:mfa.example"),
                    lastActivityMs: at(9, 33),
                    preview: preview("Idris Benali", "Manifest in ten minutes", 9, 33),
                }),
            ],
        },
    );
    loadDemoPeople(topics, flights);
    topics.publish({ topic: "clearance" }, demoClearance());
    topics.publish({ topic: "gate", roomId: flights as never }, demoFlightsGate(flights));
    for (const roomId of ["!cell", "!air", "!roll", "!idris"]) {
        const marking = marked[roomId];
        const gate = marking === undefined ? buildGate(roomId) : demoPlainGate(roomId, marking);
        topics.publish({ topic: "gate", roomId: roomId as never }, gate);
    }
}

function loadDemoPeople(topics: FakeTopics, flights: string): void {
    topics.publish({ topic: "timeline", roomId: flights as never }, demoTimeline(flights));
    topics.publish(
        { topic: "members", roomId: flights as never },
        {
            roomId: flights as never,
            loaded: true,
            mayInvite: true,
            rows: [
                buildMember("@claire:mfa.example", "Claire Morvan", { isMe: true, power: 100 }),
                buildMember("@nadia:mfa.example", "Nadia Roche"),
                buildMember("@paul:mod.example", "Paul Estève", { trust: "identity-changed" }),
                buildMember("@w3:intel.example", "Watch officer 3", { trust: "unverified-devices" }),
                buildMember("@lena:intel.example", "Lena Brandt", { membership: "invite", trust: "unknown" }),
            ],
        },
    );
    for (const roomId of ["!cell", "!air", "!roll", "!idris"]) {
        topics.publish({ topic: "timeline", roomId: roomId as never }, buildTimeline(roomId));
        topics.publish(
            { topic: "members", roomId: roomId as never },
            { roomId: roomId as never, loaded: true, mayInvite: true, rows: [] },
        );
    }
    topics.publish(
        { topic: "devices" },
        {
            loaded: true,
            rows: [
                buildDevice("FAKEDEVICE", { isThis: true }),
                buildDevice("OLDLAPTOP", { name: "Valise on Windows", signed: false }),
            ],
        },
    );
}

function demoTimeline(roomId: string) {
    const nadia = ["@nadia:mfa.example", "Nadia Roche"] as const;
    const claire = ["@claire:mfa.example", "Claire Morvan"] as const;
    const paul = ["@paul:mod.example", "Paul Estève"] as const;
    const lena = ["@lena:intel.example", "Lena Brandt"] as const;
    const watch = ["@w3:intel.example", "Watch officer 3"] as const;
    const sent = { key: "old-1" as never, state: "sent", failure: null, retryAtMs: null, progress: null } as const;
    const own = { own: true, mayEdit: true, mayDelete: true, send: sent } as const;
    const rows = [
        buildMessage("$1", ...nadia, "Manifest owner is Idris Benali until 14:00, then me.", {
            sentAtMs: at(9, 38),
        }),
        buildMessage("$2", ...claire, "Embassy confirms 412 nationals at the Lycée assembly point as of 09:30.", {
            ...own,
            sentAtMs: at(9, 41),
        }),
        buildMessage("$3", ...claire, "Next count at 10:30. Do not name the assembly point on open channels.", {
            ...own,
            sentAtMs: at(9, 42),
        }),
        buildMessage("$4", ...paul, "Two aircraft on the ground at Tamrin 13:15Z, 116 seats each.", {
            sentAtMs: at(9, 52),
            editedAtMs: at(9, 58),
            replyTo: { eventId: "$2" as never, senderName: "Claire Morvan", excerpt: "412 nationals" },
        }),
        buildMessage("$5", ...paul, "Manifest_form_v3.ods", {
            kind: "file",
            sentAtMs: at(9, 53),
            file: {
                name: "Manifest_form_v3.ods",
                mimeType: "application/vnd.oasis.opendocument.spreadsheet",
                sizeBytes: 48_000,
                widthPx: null,
                heightPx: null,
                hasThumbnail: false,
            },
        }),
        buildMessage("$6", ...watch, "", {
            kind: "undecryptable",
            sentAtMs: at(9, 56),
            undecryptable: { code: "UTD-WITHHELD-CLEARANCE", mayHeal: false, withheldCode: "ATT_EXPIRED" },
        }),
        buildMessage("$7", ...lena, "Wir haben 88 eigene Staatsangehörige am selben Sammelpunkt.", {
            sentAtMs: demoNowMs,
        }),
    ];
    return buildTimeline(roomId, {
        readUpToEventId: "$6" as never,
        rows: rows.map((row) => ({ ...row, marking: demoMarkings.frDr, labelled: "stated" })),
    });
}
