import { frDr, hostileText } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { QuickSwitcher, type SwitcherEntry } from "./QuickSwitcher.tsx";
import { SearchBox } from "./SearchBox.tsx";

const switcher = (query: string, entries: readonly SwitcherEntry[]) => (
    <QuickSwitcher
        isOpen
        query={query}
        entries={entries}
        onQuery={noop}
        onChoose={noop}
        onClose={noop}
        words={{ name: "Search and jump", placeholder: "Room or person", results: "Results", nothing: "Nothing found" }}
    />
);

export const Found: Story = {
    render: () =>
        switcher("ev", [
            {
                id: "1",
                text: "Evacuation flights",
                detail: "Crisis: Kessara earthquake",
                icon: "inbox",
                label: frDr,
            },
            { id: "2", text: "Paul Estève", detail: "MOD", icon: "user" },
            { id: "3", text: hostileText, icon: "horn" },
        ]),
};

export const Nothing: Story = { render: () => switcher("zzz", []) };

export const Search: Story = {
    render: () => <SearchBox name="Search rooms" value="" placeholder="Search" onChange={noop} />,
};
