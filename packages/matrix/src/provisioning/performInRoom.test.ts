import { systemClock } from "@valise/base";
import type { RoomSettings } from "@valise/provisioning";
import { expect, it } from "vitest";
import { createAccess } from "./createAccess.ts";
import { performInRoom } from "./performInRoom.ts";

const [steward, claire] = ["@steward:mfa.example", "@claire:mfa.example"];
const settings: RoomSettings = {
    ...{ name: null, join: { kind: "invite" }, history: "joined", guests: false, encryption: null, servers: null },
    power: {
        ...{ users: { [steward]: 100 }, events: {}, usersDefault: 0, eventsDefault: 0, stateDefault: 50 },
        ...{ invite: 50, kick: 50, ban: 50, redact: 50 },
    },
    ...{ policy: null, maxAgeS: null },
};

/** A homeserver whose steward may not end the room, nor lower whoever stands as high. */
function openServer() {
    const acted: string[] = [];
    let isLowered = false;
    const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
    const fetch = async (address: string, init: RequestInit): Promise<Response> => {
        const path = decodeURIComponent(new URL(address).pathname);
        const by = (new Headers(init.headers).get("authorization") ?? "").replace("Bearer ", "");
        if (path.endsWith("/whoami")) return answer(200, { user_id: "@admin:mfa.example" });
        if (path.endsWith("/login")) return answer(200, { access_token: path.split("/").at(-2) });
        const users = { [steward]: 100, [claire]: isLowered ? 0 : 100 };
        if (init.method === "GET")
            return answer(200, { state: [{ type: "m.room.power_levels", state_key: "", content: { users } }] });
        acted.push(`${by} ${path.split("/state/")[1]}`);
        if (path.includes("m.room.power_levels") && by === claire) isLowered = true;
        const isRefused = path.includes("m.room.tombstone") || (path.includes("m.room.power_levels") && !isLowered);
        return isRefused ? answer(403, { errcode: "M_FORBIDDEN" }) : answer(200, { event_id: "$e" });
    };
    const access = createAccess({ baseUrl: "http://127.0.0.1:1", fetch, clock: systemClock }, "token", steward);
    const work = { access, stewardId: steward, clock: systemClock, community: "c", initialPassword: () => undefined };
    return { acted, perform: (command: Parameters<typeof performInRoom>[1]) => performInRoom(work, command) };
}

it("a room made by hand may refuse its end; one of the steward's own that does is told of", async () => {
    const retire = (isByHand: boolean) => openServer().perform({ kind: "retire-room", roomId: "!r", isByHand });
    expect(await retire(true)).toMatchObject({ ok: true });
    expect(await retire(false)).toMatchObject({ error: { kind: "refused", status: 403 } });
});

it("people come down by their own hand in a room made by hand, and are acted for in no other", async () => {
    const lower = { kind: "set-setting", roomId: "!r", setting: "power", settings } as const;
    const byHand = openServer();
    expect(await byHand.perform({ ...lower, isByHand: true })).toMatchObject({ ok: true });
    expect(byHand.acted.map((act) => act.split(" ")[0])).toEqual([steward, claire, steward]);
    const own = openServer();
    expect(await own.perform({ ...lower, isByHand: false })).toMatchObject({ error: { kind: "refused", status: 403 } });
    expect(own.acted.map((act) => act.split(" ")[0])).toEqual([steward]);
});
