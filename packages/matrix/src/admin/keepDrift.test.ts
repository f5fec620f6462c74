import { unwrap } from "@valise/base";
import { expect, it } from "vitest";
import { careful, demo, folder, manifest, openDesk, people, whole } from "../../test/openAdminDesk.ts";

it("hands out the lines that make a change by hand meant, tried before, and only by what the rules let pass", async () => {
    const { desk, world } = openDesk();
    unwrap(await desk.open(demo));
    unwrap(await desk.apply(careful));
    const room = [...world.rooms.values()].find(({ settings }) => settings.name === "Notices");
    if (room === undefined) throw new Error("no room");
    const key = "rooms/notices";
    const keep = async (name: string) => unwrap(await desk.keep({ key, name }));
    expect(await keep("name")).toEqual({ kind: "gone" });

    const { power } = room.settings;
    const users = { ...power.users, "@luc:mfa.example": 50, "@stranger:mod.example": 50 };
    room.settings = {
        ...room.settings,
        name: "News",
        guests: true,
        join: { kind: "public" },
        power: { ...power, users },
    };
    room.members = { ...room.members, "@guest:mod.example": "join" };
    const kept = await keep("name");
    expect(kept).toMatchObject({
        ...{ kind: "edit", file: "valise.yaml", field: "rooms.notices.name", line: 12, isSecurity: false },
        ...{ needsSignature: false, removed: [expect.stringContaining("Notices")] },
    });
    // What opens a room, no manifest says; nor is anybody let in or made a moderator whose agency's accounts do not know them.
    expect(await keep("join")).toMatchObject({ kind: "refused", refusals: [{ rule: "open-room", isSafety: true }] });
    expect(await keep("guests")).toEqual({ kind: "unsayable" });
    expect(await keep("members.@guest:mod.example")).toMatchObject({ kind: "edit", isSecurity: true });
    expect(await keep("power.users.@luc:mfa.example")).toMatchObject({ kind: "edit", isSecurity: true });
    // A moderator is a member, and that one is not there: it would give somebody more than they were given by hand.
    expect(await keep("power.users.@stranger:mod.example")).toEqual({ kind: "unsayable" });

    const drift = async (text: string) => {
        unwrap(await desk.open(folder({ "valise.yaml": text, "people.csv": people })));
        const planned = unwrap(await desk.plan(whole));
        if (planned.kind !== "plan") throw new Error(planned.kind);
        return planned.plan.drift.map(({ name }) => name);
    };
    // It is drift until the manifest says so, and then no more.
    expect(await drift(manifest)).toContain("name");
    if (kept.kind !== "edit") throw new Error(kept.kind);
    expect(await drift(kept.text)).not.toContain("name");
    expect(await drift(kept.text)).toContain("join");

    // Security is never kept unseen: the plan whose manifest says it tells of it, with whom to ask, until it is applied.
    room.settings = { ...room.settings, guests: false, join: { kind: "invite" }, power, maxAgeS: 86_400 };
    room.changes = { maxAgeS: { by: "@hand:mfa.example", atMs: 5 } };
    const longer = kept.text.replace("retention: 30d", "retention: 1d");
    expect(await drift(kept.text)).toContain("maxAge");
    expect(await drift(longer)).not.toContain("maxAge");
    const told = async () => {
        const planned = unwrap(await desk.plan(whole));
        return planned.kind === "plan" ? planned.plan.kept : planned;
    };
    expect(await told()).toEqual([{ key, name: "maxAge", by: "@hand:mfa.example", atMs: 5 }]);
    unwrap(await desk.apply(careful));
    expect(await told()).toEqual([]);
});
