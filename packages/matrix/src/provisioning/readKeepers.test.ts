import { expect, it } from "vitest";
import { readKeepers } from "./readKeepers.ts";

const [ana, luc, eve] = ["@ana:mfa.example", "@luc:mfa.example", "@eve:mod.example"];
const joined = [ana, luc, eve].map((user) => ({
    ...{ type: "m.room.member", state_key: user, sender: user, content: { membership: "join" } },
}));
const keepers = (version: string | undefined, power: object) =>
    readKeepers(
        [
            {
                type: "m.room.create",
                state_key: "",
                sender: ana,
                content: { room_version: version, additional_creators: [eve] },
            },
            { type: "m.room.power_levels", state_key: "", content: power },
            ...joined,
        ],
        "mfa.example",
    ).keepers;

it.each(["12", "13"])("creators of version %s keep a room whatever its power levels say", (version) => {
    expect(keepers(version, { users: {} })).toEqual([ana]);
});

it.each(["11", undefined])("of version %s, only who has full power does", (version) => {
    expect(keepers(version, { users: {} })).toEqual([]);
    expect(keepers(version, { users: { [luc]: 100, [eve]: 100 } })).toEqual([luc]);
});

it("full power that does not change the power levels keeps nothing", () => {
    const users = { [luc]: 100, [ana]: 150 };
    expect(keepers("11", { users, events: { "m.room.power_levels": 150 } })).toEqual([ana]);
});
