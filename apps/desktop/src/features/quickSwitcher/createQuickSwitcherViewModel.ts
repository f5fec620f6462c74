import type { Clock } from "@valise/base";
import type { Engine, RoomId, RoomsSnapshot } from "@valise/bridge";
import type { SwitcherEntry } from "@valise/ui";
import { createStore } from "zustand/vanilla";
import type { I18n } from "../../i18n/createI18n.ts";
import { toLabel } from "../../labels/toLabel.ts";
import type { AgencyDirectory } from "../../people/createAgencyDirectory.ts";
import { createDerived } from "../../stores/createDerived.ts";
import { disposeAll } from "../../stores/disposeAll.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";
import type { MembershipViewModel } from "../invitation/createMembershipViewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import { createPeopleSearch } from "../people/createPeopleSearch.ts";
import { isShown } from "../roomList/createRoomListViewModel.ts";
import { nameRoom } from "../roomList/nameRoom.ts";
import type { SearchViewModel } from "../search/createSearchViewModel.ts";

export interface QuickSwitcherSnapshot {
    readonly query: string;
    readonly entries: readonly SwitcherEntry[];
}

export interface QuickSwitcherViewModel extends ViewModel<QuickSwitcherSnapshot> {
    search(query: string): void;
    choose(id: string): void;
    close(): void;
}

export interface QuickSwitcherParts {
    readonly engine: Engine;
    readonly clock: Clock;
    readonly i18n: I18n;
    readonly agencies: AgencyDirectory;
    readonly rooms: ReadStore<RoomsSnapshot | null>;
    readonly navigation: Navigation;
    readonly membership: MembershipViewModel;
    readonly search: SearchViewModel;
}

const maxRooms = 12;
const searchId = "search-messages";

/** Rooms by any part of their name, accents aside, then people of the directory, then the search in messages. */
export function createQuickSwitcherViewModel(parts: QuickSwitcherParts): QuickSwitcherViewModel {
    const { rooms, navigation, i18n } = parts;
    const query = createStore(() => "");
    const people = createPeopleSearch(parts.engine, parts.clock, parts.agencies);
    const derived = createDerived([rooms, i18n, query, people], (): QuickSwitcherSnapshot => {
        const wanted = query.getState();
        return {
            query: wanted,
            entries: [
                ...roomEntries(parts, wanted),
                ...peopleEntries(parts, people.getState()),
                ...searchEntry(parts, wanted),
            ],
        };
    });
    const close = () => {
        query.setState("", true);
        people.clear();
        navigation.closeDialog();
    };
    return {
        getState: derived.getState,
        getInitialState: derived.getInitialState,
        subscribe: derived.subscribe,
        search(text) {
            query.setState(text, true);
            people.search(text);
        },
        choose(id) {
            const text = query.getState();
            close();
            if (id === searchId) parts.search.begin(null, text);
            else if (id.startsWith("!")) navigation.openRoom(id as RoomId);
            else void parts.membership.write(id);
        },
        close,
        [Symbol.dispose]: () => disposeAll([derived, people]),
    };
}

function roomEntries({ rooms, agencies, i18n }: QuickSwitcherParts, query: string): SwitcherEntry[] {
    const wanted = fold(query);
    return (rooms.getState()?.rows ?? [])
        .filter(isShown)
        .map((room) => ({ room, name: nameRoom(room, i18n.getState()) }))
        .filter(({ name }) => fold(name).includes(wanted))
        .sort((a, b) => Number(fold(b.name).startsWith(wanted)) - Number(fold(a.name).startsWith(wanted)))
        .slice(0, maxRooms)
        .map(({ room, name }) => ({
            id: room.roomId,
            text: name,
            detail: room.serverNames.map((server) => agencies.byServerName(server).code).join(" · "),
            icon: room.kind === "direct" ? ("user" as const) : ("inbox" as const),
            label: room.marking === null ? undefined : toLabel(room.marking),
        }));
}

function peopleEntries(
    { i18n }: QuickSwitcherParts,
    state: ReturnType<ReturnType<typeof createPeopleSearch>["getState"]>,
) {
    const { t } = i18n.getState();
    return state.found.map(
        ({ person }): SwitcherEntry => ({
            id: person.userId,
            text: t("quick.write", { name: person.displayName }),
            detail: person.userId,
            icon: "pen",
        }),
    );
}

/** The way on: the same words in the messages that are on this device. */
function searchEntry({ i18n }: QuickSwitcherParts, query: string): SwitcherEntry[] {
    const text = query.trim();
    if (text.length < 2) return [];
    return [{ id: searchId, text: i18n.getState().t("quick.search", { text }), icon: "search" }];
}

/** Lower case without accents, so that "estève" finds "ESTEVE" and the reverse. */
export function fold(text: string): string {
    return text
        .normalize("NFD")
        .replaceAll(/\p{M}+/gu, "")
        .toLowerCase()
        .trim();
}
