import { unwrap } from "@valise/base";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { looseSettings, resolveFiles, smallManifest } from "../../test/manifests.ts";
import type { HandMadeRoom } from "../ports/AgencyServer.ts";
import { draftAdoptions } from "./draftAdoptions.ts";

const claire = "@claire:mfa.example";
const room = (roomId: string, said: Partial<HandMadeRoom> = {}): HandMadeRoom => ({
    ...{ roomId, name: "Lunch", version: "12", isEncrypted: true, members: [claire], isSpace: false, isSpecial: false },
    settings: looseSettings,
    ...{ keepers: [claire], children: [], ...said },
});

it("writes a file for each room that a manifest can hold, under a key that is free, and none for the others", async () => {
    const desired = unwrap(await resolveFiles());
    const rooms = [
        room("!a"),
        room("!b", { isSpace: true, name: "East", settings: { ...looseSettings, maxAgeS: null } }),
        room("!nameless", { name: null }),
        room("!stranger", { members: [claire, "@x:elsewhere.example"] }),
        room("!unkept", { keepers: [] }),
    ];
    const pieces = draftAdoptions(desired, "mfa", rooms);
    expect([...pieces.keys()].sort()).toEqual(["!a", "!b"]);
    expect(parse(pieces.get("!a") ?? "")).toMatchObject({ rooms: { "lunch-2": { agency: "mfa", adopt: "!a" } } });
    expect(parse(pieces.get("!b") ?? "")).toMatchObject({ spaces: { east: { adopt: "!b", members: ["claire"] } } });
    // Included as it stands, it is a manifest's file.
    const files = {
        "valise.yaml": `${smallManifest}include: [adopted.yaml]\n`,
        "adopted.yaml": pieces.get("!a") ?? "",
    };
    const whole = unwrap(await resolveFiles(files));
    expect(whole.rooms.find(({ key }) => key === "rooms/lunch-2")).toMatchObject({ adopts: "!a", agency: "mfa" });
    expect(draftAdoptions(desired, "elsewhere", rooms).size).toBe(0);
});
