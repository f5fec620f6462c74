import type { RoomId } from "@valise/bridge";
import { useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import type { App } from "../../app/createApp.ts";
import { decideShortcut, roomAStepAway, type Shortcut } from "./decideShortcut.ts";

const textFields = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

/** The keys that work everywhere in the window. A dialog keeps its own. */
export function useShortcuts(): void {
    const app = useApp();
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            if (event.defaultPrevented || event.isComposing) return;
            if (document.querySelector("[role=dialog],[role=alertdialog]") !== null) return;
            const isTyping = event.target instanceof Element && event.target.closest(textFields) !== null;
            const shortcut = decideShortcut(event, isTyping, app.preferences.getState().singleKeys);
            if (shortcut === null) return;
            event.preventDefault();
            perform(app, shortcut);
        };
        window.addEventListener("keydown", onKeyDown);
        return () => window.removeEventListener("keydown", onKeyDown);
    }, [app]);
}

function perform(app: App, shortcut: Shortcut): void {
    const { navigation, rail } = app;
    switch (shortcut.kind) {
        case "jump":
            navigation.openDialog({ kind: "quick-switcher" });
            break;
        case "search": {
            const { view, roomId } = navigation.getState();
            app.search.begin(view === "rooms" ? roomId : null);
            break;
        }
        case "new-room":
            navigation.openDialog({ kind: "create-room" });
            break;
        case "lock":
            if (app.boot.kind === "web" && app.preferences.getState().webProtection === "passphrase") app.reload();
            break;
        case "help":
            navigation.openDialog({ kind: "keys" });
            break;
        case "broadcast":
            if (app.crisis.getState()?.may.broadcast !== true) break;
            app.compose.begin();
            navigation.openDialog({ kind: "broadcast" });
            break;
        case "emergency":
            if (app.crisis.getState()?.may.open !== true) break;
            app.opening.begin();
            navigation.openDialog({ kind: "open-emergency" });
            break;
        case "label":
            document.querySelector<HTMLElement>("[data-testid=label-picker] input:checked")?.focus();
            break;
        case "readers":
            if (app.conversations.getState()?.gate.getState()?.marking != null) navigation.toggleSide("readers");
            break;
        case "rail": {
            const item = rail.getState().top[shortcut.index];
            if (item !== undefined) navigation.openRail(item.id);
            break;
        }
        case "room":
            openRoomAStepAway(app, shortcut);
            break;
        case "pane":
            focusPane(shortcut.step);
    }
}

function openRoomAStepAway({ navigation, roomList }: App, shortcut: Extract<Shortcut, { kind: "room" }>): void {
    const rooms = roomList
        .getState()
        .sections.flatMap((section) => section.rooms)
        .map((room) => ({ roomId: room.roomId, isUnread: room.unreadCount > 0 || room.isInvitation === true }));
    const next = roomAStepAway(rooms, navigation.getState().roomId, shortcut.step, shortcut.unreadOnly);
    if (next !== undefined) navigation.openRoom(next as RoomId);
}

/** F6: from pane to pane, to what can be acted on in it. */
function focusPane(step: 1 | -1): void {
    const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
    if (panes.length === 0) return;
    const at = panes.findIndex((pane) => pane.contains(document.activeElement));
    const pane = panes[(at + step + panes.length) % panes.length];
    const inside = pane?.querySelector<HTMLElement>("textarea, [aria-current], button:not([tabindex='-1'])");
    (inside ?? pane)?.focus();
}
