import { expect, it } from "vitest";
import { isOwnEcho } from "./isOwnEcho.ts";
import type { RoomUpdate, SyncUpdate } from "./SyncUpdate.ts";

const own = { event_id: "$a", unsigned: { transaction_id: "t" } };
const theirs = { event_id: "$b" };

const room: RoomUpdate = {
    ...{ roomId: "!r", membership: "join", state: [], strippedState: [], timeline: [own], limited: false },
    ...{ initial: false, expanded: false, prevBatch: null, heroes: null, joinedCount: null, invitedCount: null },
    ...{ activityMs: null, accountData: [], receipts: null },
};
const crypto = {
    ...{ toDevice: [], changedUsers: [], leftUsers: [] },
    ...{ oneTimeKeyCounts: { signed_curve25519: 50 }, unusedFallbackKeys: [] },
};
const answer = (change: Partial<RoomUpdate>, more: Partial<SyncUpdate> = {}): SyncUpdate => ({
    ...{ kind: "sliding", crypto, rooms: [{ ...room, ...change }], accountData: [], all: true },
    position: { kind: "sliding", pos: "1", toDevicePos: null, all: true },
    ...more,
});

it("knows an answer that says only that this device's own message arrived", () => {
    expect(isOwnEcho(answer({}))).toBe(true);
});

it.each<[string, SyncUpdate]>([
    ["a message of somebody", answer({ timeline: [own, theirs] })],
    ["nothing", answer({}, { rooms: [] })],
    ["a member", answer({ state: [theirs] })],
    ["an invitation", answer({ timeline: [], strippedState: [theirs] })],
    ["a room for the first time", answer({ initial: true })],
    ["a gap", answer({ limited: true })],
    ["a receipt", answer({ receipts: {} })],
    ["a key", answer({}, { crypto: { ...crypto, toDevice: [{}] } })],
    ["another device", answer({}, { crypto: { ...crypto, changedUsers: ["@a:x"] } })],
    ["account data", answer({}, { accountData: [{}] })],
])("does not let %s wait", (_, update) => {
    expect(isOwnEcho(update)).toBe(false);
});
