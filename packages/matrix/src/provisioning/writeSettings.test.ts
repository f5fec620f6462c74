import type { RoomSettings } from "@valise/provisioning";
import { expect, it } from "vitest";
import { createRoomBody } from "./writeSettings.ts";

const settings: RoomSettings = {
    ...{ name: null, join: { kind: "invite" }, history: "joined", guests: false, encryption: null, servers: null },
    power: {
        ...{ users: {}, events: {}, usersDefault: 0, eventsDefault: 0, stateDefault: 50 },
        ...{ invite: 50, kick: 50, ban: 50, redact: 50 },
    },
    ...{ policy: null, maxAgeS: null },
};

it.each([
    ["room", undefined],
    ["space", "m.space"],
    ["channel", "org.valise.channel"],
    ["trust", "org.valise.trust"],
] as const)("a %s is created as what clients know it by", (kind, type) => {
    const mark = { community: "crisis", id: "mark" };
    expect(createRoomBody(mark, kind, settings, []).creation_content).toEqual({
        "org.valise.managed": mark,
        ...(type !== undefined && { type }),
    });
});
