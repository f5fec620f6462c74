/** The keys of one press, as a keyboard event names them. */
export interface KeyPress {
    readonly key: string;
    readonly code: string;
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly altKey: boolean;
    readonly shiftKey: boolean;
}

export type Shortcut =
    | { readonly kind: "jump" }
    | { readonly kind: "search" }
    | { readonly kind: "new-room" }
    | { readonly kind: "lock" }
    | { readonly kind: "room"; readonly step: 1 | -1; readonly unreadOnly: boolean }
    | { readonly kind: "rail"; readonly index: number }
    | { readonly kind: "pane"; readonly step: 1 | -1 }
    | { readonly kind: "broadcast" }
    | { readonly kind: "emergency" }
    | { readonly kind: "label" }
    | { readonly kind: "readers" }
    | { readonly kind: "help" };

const commandKeys: Readonly<Record<string, "jump" | "search" | "new-room" | "lock" | "label" | "broadcast">> = {
    k: "jump",
    f: "search",
    n: "new-room",
    l: "lock",
    m: "label",
    b: "broadcast",
};

/** What a press stands for. Single letters count only outside text fields, and only where they are switched on. */
export function decideShortcut(press: KeyPress, isTyping: boolean, hasSingleKeys: boolean): Shortcut | null {
    const command = (press.ctrlKey || press.metaKey) && !press.altKey;
    if (press.key === "F6") return { kind: "pane", step: press.shiftKey ? -1 : 1 };
    if (command && !press.shiftKey) {
        const named = commandKeys[press.key.toLowerCase()];
        if (named !== undefined) return { kind: named };
        const digit = /^Digit([1-9])$/.exec(press.code)?.[1];
        if (digit !== undefined) return { kind: "rail", index: Number(digit) - 1 };
    }
    if (command && press.shiftKey && press.key.toLowerCase() === "e") return { kind: "emergency" };
    const isArrow = press.key === "ArrowUp" || press.key === "ArrowDown";
    if (press.altKey && !press.ctrlKey && !press.metaKey && isArrow) {
        return { kind: "room", step: press.key === "ArrowUp" ? -1 : 1, unreadOnly: press.shiftKey };
    }
    const isPlain = !press.ctrlKey && !press.metaKey && !press.altKey;
    if (!isPlain || isTyping || !hasSingleKeys) return null;
    if (press.key.toLowerCase() === "w" && !press.shiftKey) return { kind: "readers" };
    return press.key === "?" ? { kind: "help" } : null;
}

/** The room a step away in the list as it is shown; the list has no wrap-around, as its ends are places one knows. */
export function roomAStepAway(
    rooms: readonly { readonly roomId: string; readonly isUnread: boolean }[],
    currentId: string | null,
    step: 1 | -1,
    unreadOnly: boolean,
): string | undefined {
    const at = rooms.findIndex((room) => room.roomId === currentId);
    const ahead = step === 1 ? rooms.slice(at + 1) : rooms.slice(0, Math.max(at, 0)).toReversed();
    return ahead.find((room) => !unreadOnly || room.isUnread)?.roomId;
}
