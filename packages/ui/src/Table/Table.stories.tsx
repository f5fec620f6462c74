import { frDr, hostileText, jonas, nadia } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { Button } from "../Button/Button.tsx";
import { LabelBadge } from "../Marking/Marking.tsx";
import { Table } from "./Table.tsx";

export const Holders: Story = {
    render: () => (
        <Table
            name="Holders"
            columns={[
                { id: "person", title: "Person" },
                { id: "level", title: "Level" },
                { id: "reason", title: "Reason" },
                { id: "act", title: "Act", isTitleHidden: true },
            ]}
            rows={[
                {
                    id: "1",
                    cells: [
                        <b key="name">{nadia.displayName}</b>,
                        <LabelBadge key="level" label={frDr} />,
                        "Ended; crisis room leaves her out",
                        <Button key="act" size="s">
                            Decide…
                        </Button>,
                    ],
                },
                { id: "2", isSelected: true, cells: [<b key="name">{jonas.displayName}</b>, "", hostileText, ""] },
            ]}
        />
    ),
};
