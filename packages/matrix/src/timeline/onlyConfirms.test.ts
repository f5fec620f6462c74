import type { SendSnapshot, TimelineItemSnapshot, TimelineSnapshot } from "@valise/bridge";
import { expect, it } from "vitest";
import { onlyConfirms } from "./onlyConfirms.ts";

const send = { state: "queued", failure: null, progress: null } as SendSnapshot;
const verdict = { kind: "ok", code: null };
const row = { key: "a", own: true, kind: "text", body: "x", editedAtMs: null, verdict, send } as TimelineItemSnapshot;
const theirs = { ...row, key: "b", own: false, send: null };
const shown = (...rows: TimelineItemSnapshot[]) =>
    ({
        loaded: "live",
        backward: "idle",
        composer: "ready",
        readUpToEventId: null,
        rows,
    }) as unknown as TimelineSnapshot;
const last = shown(theirs, row);

it("sees that own messages only went their way", () => {
    expect(onlyConfirms(last, shown(theirs, { ...row, send: { ...send, state: "sending" } }))).toBe(true);
    expect(onlyConfirms(last, shown(theirs, { ...row, send: { ...send, state: "sent" } }))).toBe(true);
    expect(onlyConfirms(last, shown(theirs, { ...row, send: null }))).toBe(true);
});

it.each<[string, TimelineSnapshot]>([
    ["one more row", shown(theirs, row, { ...theirs, key: "c" })],
    ["a failure", shown(theirs, { ...row, send: { ...send, state: "failed" } })],
    [
        "a wait for the server",
        shown(theirs, { ...row, send: { ...send, state: "queued", retryAtMs: 1 } as SendSnapshot }),
    ],
    ["a file going up", shown(theirs, { ...row, send: { ...send, state: "sending", progress: 0.5 } })],
    ["other words", shown(theirs, { ...row, body: "y", send: { ...send, state: "sent" } })],
    ["another verdict", shown(theirs, { ...row, verdict: { kind: "warn", code: "VRD-X" } })],
    ["somebody else's row", shown({ ...theirs, body: "healed" }, row)],
    ["a composer that opened", { ...last, composer: "checking" }],
])("lets %s be seen at once", (_, next) => {
    expect(onlyConfirms(last, next)).toBe(false);
});
