import type { Clock } from "@valise/base";
import type { Engine, UserId } from "@valise/bridge";
import type { InviteeSnapshot } from "@valise/ui";
import { createStore } from "zustand/vanilla";
import type { AgencyDirectory } from "../../people/createAgencyDirectory.ts";
import type { ReadStore } from "../../stores/viewModel.ts";

export interface PeopleSearchSnapshot {
    readonly query: string;
    readonly isSearching: boolean;
    /** People for the query who are not chosen. */
    readonly found: readonly InviteeSnapshot[];
    readonly chosen: readonly InviteeSnapshot[];
}

export interface PeopleSearch extends ReadStore<PeopleSearchSnapshot>, Disposable {
    search(query: string): void;
    choose(userId: string): void;
    unchoose(userId: string): void;
    chosenIds(): readonly UserId[];
    clear(): void;
}

const empty: PeopleSearchSnapshot = { query: "", isSearching: false, found: [], chosen: [] };
const typingPauseMs = 250;
const fullAddress = /^@[^:\s]{1,200}:[A-Za-z0-9.:[\]-]{1,230}$/;

/** Finds people in the directory as one types. A full address is offered also where no directory knows it. */
export function createPeopleSearch(engine: Engine, clock: Clock, agencies: AgencyDirectory): PeopleSearch {
    const store = createStore<PeopleSearchSnapshot>(() => empty);
    let pause: Disposable | undefined;
    let lastSearch = 0;

    const run = async (query: string) => {
        lastSearch += 1;
        const number = lastSearch;
        const result = await engine.commands.searchPeople({ text: query.slice(0, 255) });
        if (number !== lastSearch) return;
        const people = result.ok ? result.value : [];
        const hits = people.map(({ userId, name, serverName }) => ({
            person: agencies.person(userId, name, serverName),
        }));
        const isKnown = hits.some(({ person }) => person.userId === query);
        const typed = fullAddress.test(query) && !isKnown ? [{ person: agencies.person(query, query) }] : [];
        const taken = new Set(store.getState().chosen.map(({ person }) => person.userId));
        const found = [...hits, ...typed].filter(({ person }) => !taken.has(person.userId)).slice(0, 20);
        store.setState({ isSearching: false, found });
    };
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        search(query) {
            pause?.[Symbol.dispose]();
            lastSearch += 1;
            const wanted = query.trim();
            store.setState({ query, isSearching: wanted !== "", found: wanted === "" ? [] : store.getState().found });
            if (wanted !== "") pause = clock.after(typingPauseMs, () => void run(wanted));
        },
        choose(userId) {
            const { found, chosen } = store.getState();
            const invitee = found.find(({ person }) => person.userId === userId);
            if (invitee === undefined) return;
            store.setState({ query: "", isSearching: false, found: [], chosen: [...chosen, invitee] });
        },
        unchoose: (userId) =>
            store.setState({ chosen: store.getState().chosen.filter(({ person }) => person.userId !== userId) }),
        chosenIds: () => store.getState().chosen.map(({ person }) => person.userId as UserId),
        clear: () => store.setState(empty, true),
        [Symbol.dispose]: () => pause?.[Symbol.dispose](),
    };
}
