import { describe, expect, it } from "vitest";
import { decideShortcut, type KeyPress, roomAStepAway } from "./decideShortcut.ts";

const plain: KeyPress = { key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (values: Partial<KeyPress>, isTyping = false, hasSingleKeys = true) =>
    decideShortcut({ ...plain, ...values }, isTyping, hasSingleKeys);

describe("keys", () => {
    it.each([
        [{ key: "k", ctrlKey: true }, { kind: "jump" }],
        [{ key: "K", metaKey: true }, { kind: "jump" }],
        [{ key: "f", ctrlKey: true }, { kind: "search" }],
        [{ key: "n", ctrlKey: true }, { kind: "new-room" }],
        [{ key: "l", ctrlKey: true }, { kind: "lock" }],
        [{ key: "b", ctrlKey: true }, { kind: "broadcast" }],
        [{ key: "E", ctrlKey: true, shiftKey: true }, { kind: "emergency" }],
        [
            { key: "&", code: "Digit1", ctrlKey: true },
            { kind: "rail", index: 0 },
        ],
        [
            { key: "F6", shiftKey: true },
            { kind: "pane", step: -1 },
        ],
        [
            { key: "ArrowUp", altKey: true },
            { kind: "room", step: -1, unreadOnly: false },
        ],
        [
            { key: "ArrowDown", altKey: true, shiftKey: true },
            { kind: "room", step: 1, unreadOnly: true },
        ],
        [{ key: "?", shiftKey: true }, { kind: "help" }],
    ])("%j stands for %j", (values, shortcut) => {
        expect(press(values)).toEqual(shortcut);
    });

    it("leave what is being typed alone, and single keys where they are switched off", () => {
        expect(press({ key: "?" }, true)).toBeNull();
        expect(press({ key: "?" }, false, false)).toBeNull();
        expect(press({ key: "k" })).toBeNull();
        expect(press({ key: "k", ctrlKey: true, altKey: true })).toBeNull();
    });
});

describe("the room a step away", () => {
    const rooms = [
        { roomId: "a", isUnread: true },
        { roomId: "b", isUnread: false },
        { roomId: "c", isUnread: true },
    ];
    it.each([
        ["a", 1, false, "b"],
        ["a", 1, true, "c"],
        ["c", -1, true, "a"],
        ["c", 1, false, undefined],
        [null, 1, false, "a"],
        [null, -1, false, undefined],
    ] as const)("from %s by %d (unread only: %s) is %s", (from, step, unreadOnly, to) => {
        expect(roomAStepAway(rooms, from, step, unreadOnly)).toBe(to);
    });
});
