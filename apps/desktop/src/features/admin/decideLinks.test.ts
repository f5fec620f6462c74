import { describe, expect, it } from "vitest";
import { findFaults, type LinkFault, type LinkRow } from "./decideLinks.ts";

const nowMs = Date.UTC(2026, 10, 21, 10, 9);
const ago = (minutes: number) => nowMs - minutes * 60_000;
const row = (serverName: string, state: LinkRow["state"], values: Partial<LinkRow> = {}): LinkRow => ({
    ...{ serverName, state, failingSinceMs: state === "failing" ? ago(14) : null, retryAtMs: null, heardMs: null },
    waitingRooms: null,
    ...values,
});

describe("where a link is broken", () => {
    it.each<[string, LinkFault, readonly LinkRow[]]>([
        ["on the way there, when its people were heard since", "way", [row("b", "failing", { heardMs: ago(2) })]],
        [
            "there or on the way, when others are reached",
            "there",
            [row("a", "ok"), row("b", "failing", { heardMs: ago(20) })],
        ],
        ["at one's own way out, when nobody of several is reached", "here", [row("a", "failing"), row("b", "failing")]],
        ["not known, when it is the only one", "unknown", [row("a", "none"), row("b", "failing")]],
        // Two clocks: half a minute after is no proof.
        ["not known, when it was heard about then", "unknown", [row("b", "failing", { heardMs: ago(13.5) })]],
    ])("is %s", (_why, fault, rows) => {
        expect(findFaults(rows).at(-1)).toMatchObject({ row: { serverName: "b" }, fault });
    });

    it("is nowhere while nothing fails", () => {
        expect(findFaults([row("a", "ok"), row("b", "none")])).toEqual([]);
    });
});
