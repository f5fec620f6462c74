import type { Story } from "../../stories/story.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { iconPaths } from "./iconPaths.ts";

export const All: Story = {
    render: () => (
        <ul className="row wrap">
            {(Object.keys(iconPaths) as readonly IconName[]).map((name) => (
                <li key={name}>
                    <Icon name={name} size="s" /> <Icon name={name} /> <Icon name={name} size="xl" /> {name}
                </li>
            ))}
        </ul>
    ),
};
