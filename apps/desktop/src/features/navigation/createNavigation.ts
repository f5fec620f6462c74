import type { EventId, RoomId } from "@valise/bridge";
import type { RoomFilter } from "@valise/ui";
import { createStore } from "zustand/vanilla";
import type { ReadStore } from "../../stores/viewModel.ts";

/** A question or task over the screen; at most one at a time. */
export type OpenDialog =
    | { readonly kind: "create-room" }
    | { readonly kind: "invite"; readonly roomId: RoomId }
    | { readonly kind: "leave-room"; readonly roomId: RoomId }
    | { readonly kind: "forward"; readonly roomId: RoomId; readonly messageId: string }
    | { readonly kind: "reply-elsewhere"; readonly roomId: RoomId; readonly messageId: string }
    | { readonly kind: "spill"; readonly roomId: RoomId; readonly messageId: string }
    | { readonly kind: "charter"; readonly roomId: RoomId }
    | { readonly kind: "let-in"; readonly roomId: RoomId }
    | { readonly kind: "signatures" }
    | { readonly kind: "broadcast" }
    | { readonly kind: "cancel-broadcast"; readonly key: string }
    | { readonly kind: "hand-over"; readonly dutyKey: string }
    | { readonly kind: "open-emergency" }
    | { readonly kind: "phase"; readonly roomId: RoomId }
    | { readonly kind: "log-entry"; readonly roomId: RoomId }
    /** `step`: the one left out; null: the whole plan is held. */
    | { readonly kind: "escalation"; readonly key: string; readonly step: number | null }
    | { readonly kind: "bag-export"; readonly agency: string; readonly broadcastKey?: string }
    | { readonly kind: "bag-import"; readonly files: readonly File[] }
    | { readonly kind: "quick-switcher" }
    | { readonly kind: "search" }
    | { readonly kind: "keys" };

/** The panel beside the conversation; at most one. */
export type SidePanelKind = "members" | "readers";
export const settingsPages = ["look", "clearance", "devices", "recovery", "session"] as const;
export type SettingsPageId = (typeof settingsPages)[number];

export const crisisPages = ["overview", "rollCall", "log", "tasks", "duty", "links"] as const;
export type CrisisPage = (typeof crisisPages)[number];

export interface NavigationSnapshot {
    /** `all`, an agency's server name, or a space's room id. */
    readonly railId: string;
    readonly view: "rooms" | "crisis" | "settings" | "security" | "admin";
    readonly filter: RoomFilter;
    readonly roomId: RoomId | null;
    /** The message of the room that is to be brought into view. */
    readonly target: EventId | null;
    readonly side: SidePanelKind | null;
    readonly settingsPage: SettingsPageId;
    readonly crisisPage: CrisisPage;
    readonly dialog: OpenDialog | null;
}

/** The room that is on the screen; null where another place covers the one that is open. */
export const roomOnScreen = ({ view, roomId }: Pick<NavigationSnapshot, "view" | "roomId">): RoomId | null =>
    view === "rooms" ? roomId : null;

export interface Navigation extends ReadStore<NavigationSnapshot> {
    openRail(railId: string): void;
    openSettings(page?: SettingsPageId): void;
    openSecurity(): void;
    openAdmin(): void;
    openCrisis(page?: CrisisPage): void;
    openRoom(roomId: RoomId): void;
    openMessage(roomId: RoomId, eventId: EventId): void;
    /** The message is in view, or cannot be brought there. */
    arrive(): void;
    closeRoom(): void;
    showFilter(filter: RoomFilter): void;
    toggleSide(side: SidePanelKind): void;
    closeSide(): void;
    openDialog(dialog: OpenDialog): void;
    closeDialog(): void;
}

/** Where the person is. Nothing of it stands in the address bar, which other programs can read. */
export function createNavigation(): Navigation {
    const store = createStore<NavigationSnapshot>(() => ({
        railId: "all",
        view: "rooms",
        filter: "all",
        roomId: null,
        target: null,
        side: null,
        settingsPage: "look",
        crisisPage: "overview",
        dialog: null,
    }));
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        openRail: (railId) =>
            store.setState(
                railId === "crisis" ? { view: "crisis", crisisPage: "overview" } : { railId, view: "rooms" },
            ),
        openCrisis: (page) => store.setState({ view: "crisis", ...(page && { crisisPage: page }) }),
        openSettings: (page) => store.setState({ view: "settings", ...(page && { settingsPage: page }) }),
        openSecurity: () => store.setState({ view: "security" }),
        openAdmin: () => store.setState({ view: "admin" }),
        openRoom: (roomId) => store.setState({ roomId, target: null, view: "rooms", dialog: null }),
        openMessage: (roomId, target) => store.setState({ roomId, target, view: "rooms", dialog: null }),
        arrive: () => store.setState({ target: null }),
        closeRoom: () => store.setState({ roomId: null, side: null }),
        showFilter: (filter) => store.setState({ filter }),
        toggleSide: (side) => store.setState({ side: store.getState().side === side ? null : side }),
        closeSide: () => store.setState({ side: null }),
        openDialog: (dialog) => store.setState({ dialog }),
        closeDialog: () => store.setState({ dialog: null }),
    };
}
