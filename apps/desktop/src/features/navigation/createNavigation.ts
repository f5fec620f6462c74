import type { RoomId } from "@valise/bridge";
import type { RoomFilter } from "@valise/ui";
import { createStore } from "zustand/vanilla";
import type { ReadStore } from "../../stores/viewModel.ts";

/** A question or task over the screen; at most one at a time. */
export type OpenDialog =
    | { readonly kind: "create-room" }
    | { readonly kind: "invite"; readonly roomId: RoomId }
    | { readonly kind: "leave-room"; readonly roomId: RoomId }
    | { readonly kind: "quick-switcher" }
    | { readonly kind: "keys" };

export interface NavigationSnapshot {
    /** `all`, an agency's server name, or a space's room id. */
    readonly railId: string;
    readonly view: "rooms" | "settings";
    readonly filter: RoomFilter;
    readonly roomId: RoomId | null;
    readonly isMembersOpen: boolean;
    readonly dialog: OpenDialog | null;
}

export interface Navigation extends ReadStore<NavigationSnapshot> {
    openRail(railId: string): void;
    openSettings(): void;
    openRoom(roomId: RoomId): void;
    closeRoom(): void;
    showFilter(filter: RoomFilter): void;
    toggleMembers(): void;
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
        isMembersOpen: false,
        dialog: null,
    }));
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        openRail: (railId) => store.setState({ railId, view: "rooms" }),
        openSettings: () => store.setState({ view: "settings" }),
        openRoom: (roomId) => store.setState({ roomId, view: "rooms", dialog: null }),
        closeRoom: () => store.setState({ roomId: null, isMembersOpen: false }),
        showFilter: (filter) => store.setState({ filter }),
        toggleMembers: () => store.setState({ isMembersOpen: !store.getState().isMembersOpen }),
        openDialog: (dialog) => store.setState({ dialog }),
        closeDialog: () => store.setState({ dialog: null }),
    };
}
