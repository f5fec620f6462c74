import { epochMs } from "@valise/base";
import type { SendKey, SendSnapshot } from "@valise/bridge";
import { buildMessage, demoAgencies, demoNowMs } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createI18n } from "../../i18n/createI18n.ts";
import { createAgencyDirectory } from "../../people/createAgencyDirectory.ts";
import { timelineWords } from "./messageWords.ts";
import { toMessage } from "./toMessage.ts";

const translator = (await createI18n("en", "UTC")).getState();
const retryAtMs = epochMs(demoNowMs + 90_000);

function sendStateOf(send: Pick<SendSnapshot, "state" | "retryAtMs">) {
    const row = buildMessage("$1", "@me:mfa.example", "Me", "text", {
        own: true,
        eventId: null,
        send: { key: "k" as SendKey, failure: { kind: "server-unreachable" }, progress: null, ...send },
    });
    const around = { translator, agencies: createAgencyDirectory(demoAgencies), thumbnails: new Map() };
    return toMessage(row, { ...around, transfers: new Map(), continuesPrevious: false }).sendState;
}

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
