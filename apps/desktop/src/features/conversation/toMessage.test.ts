import { epochMs } from "@valise/base";
import type { SendKey, SendSnapshot, UserId } from "@valise/bridge";
import { buildMessage, demoAgencies, demoMarkings, demoNowMs } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createI18n } from "../../i18n/createI18n.ts";
import { createAgencyDirectory } from "../../people/createAgencyDirectory.ts";
import { timelineWords } from "./messageWords.ts";
import { toMessage } from "./toMessage.ts";

const translator = (await createI18n("en", "UTC")).getState();
const retryAtMs = epochMs(demoNowMs + 90_000);

const around = {
    translator,
    agencies: createAgencyDirectory(demoAgencies),
    thumbnails: new Map(),
    transfers: new Map(),
    continuesPrevious: false,
    isExercise: false,
} as const;
const drawn = (values: Parameters<typeof buildMessage>[4]) =>
    toMessage(buildMessage("$1", "@paul:mod.example", "Paul", "Berth 4", values), around);

function sendStateOf(send: Pick<SendSnapshot, "state" | "retryAtMs">) {
    const row = buildMessage("$1", "@me:mfa.example", "Me", "text", {
        own: true,
        eventId: null,
        send: { key: "k" as SendKey, failure: { kind: "server-unreachable" }, progress: null, ...send },
    });
    return toMessage(row, around).sendState;
}

describe("an answer to a message of another room", () => {
    it("shows those words under their own mark, and nothing where there are none", () => {
        const quoted = {
            senderId: "@idris:mfa.example" as UserId,
            sentAtMs: demoNowMs,
            body: "Two coaches",
            marking: demoMarkings.frDr,
        };
        const time = translator.formats.dateTime(demoNowMs);
        expect(drawn({ quoted }).quotedElsewhere).toEqual({
            text: `From another room: @idris:mfa.example, ${time}, on the sender’s word`,
            portionText: "(DR)",
            body: "Two coaches",
        });
        expect(drawn({}).quotedElsewhere).toBeUndefined();
    });
});

describe("one's own message that waits out a failure", () => {
    it("says when it is tried again", () => {
        expect(sendStateOf({ state: "queued", retryAtMs })).toEqual({ state: "queued", retryAtMs });
        const time = translator.formats.time(retryAtMs);
        expect(timelineWords(translator).queuedUntil(retryAtMs)).toBe(`Waiting to be sent, next try at ${time}`);
    });

    it("names no time while none is known, or while it is being sent", () => {
        expect(sendStateOf({ state: "queued", retryAtMs: null })).toEqual({ state: "queued" });
        expect(sendStateOf({ state: "sending", retryAtMs })).toEqual({ state: "sending" });
    });
});

describe("one's own file", () => {
    const file = { name: "a.ods", mimeType: "x", sizeBytes: 1000, widthPx: null, heightPx: null, hasThumbnail: false };
    const transferOf = (send: Partial<SendSnapshot> & Pick<SendSnapshot, "state">) => {
        const whole = { key: "k" as SendKey, failure: null, retryAtMs: null, progress: null, ...send };
        const { content } = drawn({ kind: "file", file, own: true, eventId: null, send: whole });
        return content.kind === "file" ? content.file.transfer : null;
    };

    it("tells how much of it has left, and can be cancelled until then", () => {
        expect(transferOf({ state: "queued" })).toEqual({ kind: "waiting" });
        expect(transferOf({ state: "sending", progress: 0 })).toEqual({ kind: "uploading", doneBytes: 0 });
        expect(transferOf({ state: "sending", progress: 0.4567 })).toEqual({ kind: "uploading", doneBytes: 456 });
    });

    it("shows no bar once it is up, or has failed", () => {
        for (const state of ["sending", "sent", "failed"] as const)
            expect(transferOf({ state }), state).toEqual({ kind: "none", isOnDevice: false });
    });
});

describe("a message in a labelled room", () => {
    const labelled = { marking: demoMarkings.frDr, labelled: "stated" } as const;

    it("says in an exercise that it is one, with a label and without", () => {
        const inExercise = { ...around, isExercise: true };
        const row = buildMessage("$1", "@paul:mod.example", "Paul", "Berth 4", labelled);
        expect(toMessage(row, inExercise).portionText).toBe("EXERCISE (DR)");
        expect(toMessage({ ...row, marking: null }, inExercise).portionText).toBe("EXERCISE");
        const real = toMessage({ ...row, noDuff: true }, inExercise);
        expect(real).toMatchObject({ portionText: "NO-DUFF – REAL (DR)", isReal: true });
        // Where nobody exercises everything is real, and nothing says so.
        expect(toMessage({ ...row, noDuff: true }, around)).toMatchObject({ portionText: "(DR)", isReal: false });
    });

    it("carries its portion mark and its level, also on a file", () => {
        expect(drawn(labelled)).toMatchObject({ portionText: "(DR)", label: { level: "FR/DR" }, hasReaders: true });
        const file = { name: "a.ods", mimeType: "x", sizeBytes: 1, widthPx: null, heightPx: null, hasThumbnail: false };
        expect(drawn({ ...labelled, kind: "file", file }).content).toMatchObject({
            file: { label: { level: "FR/DR" } },
        });
    });

    it("that is refused is never shown, answered, sent on or drawn as its sender's word", () => {
        const message = drawn({ ...labelled, verdict: { kind: "refuse", code: "VRD-RELATION" } });
        expect(message).toMatchObject({ mayReply: false, mayForward: false, label: undefined });
        expect(message.content).toEqual({ kind: "withheld", code: "VRD-RELATION" });
        expect(JSON.stringify(message)).not.toContain("Berth 4");
    });

    it("that is doubted is shown with the doubt", () => {
        const verdict = { kind: "warn", code: "VRD-LABEL-MISSING" } as const;
        const message = drawn({ ...labelled, labelled: "missing", verdict });
        expect(message).toMatchObject({ content: { kind: "text" }, trust: { state: "warn", code: verdict.code } });
        expect(timelineWords(translator).trust(verdict.code)).toBe(
            "It came without a label and counts as the room’s highest.",
        );
    });

    it("whose key was withheld by a rule says which, where this version knows it", () => {
        const withheld = (withheldCode: string) =>
            drawn({
                kind: "undecryptable",
                undecryptable: { code: "UTD-WITHHELD-CLEARANCE", mayHeal: false, withheldCode },
            }).content;
        expect(withheld("ATT_REVOKED")).toEqual({ kind: "undecryptable", code: "ATT_REVOKED" });
        expect(withheld("<b>anything</b>")).toEqual({ kind: "undecryptable", code: "UTD-WITHHELD-CLEARANCE" });
        expect(timelineWords(translator).undecryptable("ATT_REVOKED").explanation).toMatch(
            /^The clearance was revoked\./,
        );
    });
});
