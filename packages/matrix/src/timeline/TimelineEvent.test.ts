import { expect, it } from "vitest";
import { wire } from "../wire.ts";
import { parseEvent } from "./TimelineEvent.ts";

const base = { event_id: "$1", sender: "@ann:mfa.example", origin_server_ts: 1 };

it("keeps that a clearance was shown, and not the clearance: the gate has it", () => {
    const content = { presentation: "eyJ".repeat(1_500) };
    const raw = { ...base, type: wire.presentation, state_key: "@ann:mfa.example", content };
    const event = parseEvent({ ...raw, unsigned: { prev_content: content } }, null, "!r");
    expect(event).toMatchObject({ type: wire.presentation, content: {}, previousContent: null, body: "clear" });
    // Nobody's state: a message that calls itself so is kept as it came.
    const { state_key: _, ...message } = raw;
    expect(parseEvent(message, null, "!r")?.content).toEqual(content);
});
