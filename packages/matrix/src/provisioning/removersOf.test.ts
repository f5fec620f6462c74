import { expect, it } from "vitest";
import { removersOf } from "./removersOf.ts";

const [steward, ana, luc] = ["@steward:mod.example", "@ana:mod.example", "@luc:mod.example"];
const [gone, far] = ["@gone:mfa.example", "@far:mfa.example"];
const member = (user: string, membership = "join") => ({
    ...{ type: "m.room.member", state_key: user, sender: user, content: { membership } },
});
function removers(
    power: object,
    { version = "11", creator = far, others = [member(ana), member(luc), member(steward)] } = {},
) {
    const create = { type: "m.room.create", state_key: "", sender: creator, content: { room_version: version } };
    const levels = { type: "m.room.power_levels", state_key: "", content: power };
    return removersOf([create, levels, ...others, member(gone), member(far)], "mod.example", gone);
}

it("whoever of one's own server is in the room and stands high enough, the steward first", () => {
    expect(removers({ users: { [luc]: 50, [ana]: 100, [steward]: 100, [far]: 100 } })).toEqual([steward, ana, luc]);
    expect(removers({ users: { [ana]: 49 } })).toEqual([]);
    expect(removers({ users: { [ana]: 60 }, kick: 75 })).toEqual([]);
    expect(removers({ users: { [ana]: 60 } }, { others: [member(ana, "leave")] })).toEqual([]);
});

it("nobody takes out an equal; a creator of version 12 takes out whoever is none", () => {
    expect(removers({ users: { [ana]: 100, [gone]: 100 } })).toEqual([]);
    expect(removers({ users: { [gone]: 100 } }, { version: "12", creator: luc })).toEqual([luc]);
    expect(removers({ users: { [ana]: 100 } }, { version: "12", creator: gone })).toEqual([]);
});
