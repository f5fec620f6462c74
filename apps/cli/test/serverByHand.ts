import type { TestStack } from "@valise/homeserver";

/** An agency's homeserver in the hands of its administrator, or of whom that one acts as. */
function openByHand(stack: TestStack, agency: "mfa" | "mod") {
    const { adminUrl } = stack.agency(agency);
    const send = async (token: string, method: string, path: string, body?: object) => {
        const init = { method, headers: { authorization: `Bearer ${token}` } };
        const answer = await fetch(
            adminUrl + path,
            body === undefined ? init : { ...init, body: JSON.stringify(body) },
        );
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return (await answer.json()) as Record<string, string>;
    };
    const admin = stack.adminToken(agency);
    const loginAs = async (user: string) =>
        (await send(admin, "POST", `/_synapse/admin/v1/users/@${user}:${agency}.example/login`, {})).access_token ?? "";
    return { send, admin, loginAs };
}

const at = (roomId: string, type: string, key = "") =>
    `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${type}/${encodeURIComponent(key)}`;

/** In the ministry's trust room, by its steward's own hand. */
export async function sayEnded(stack: TestStack, trustRoom: string, userId: string): Promise<void> {
    const { send, loginAs } = openByHand(stack, "mfa");
    const state = at(trustRoom, "org.valise.trust.leaver", userId.slice(1));
    await send(await loginAs("steward"), "PUT", state, { ended: true });
}

/** Rooms of Defence as Bob made them before there was a manifest: one as old as Matrix allows, a space that leads to it. */
export async function buildByHand(stack: TestStack) {
    const { send, admin, loginAs } = openByHand(stack, "mod");
    const bob = await loginAs("bob");
    const create = async (body: object) => {
        const made = await send(bob, "POST", "/_matrix/client/v3/createRoom", { preset: "private_chat", ...body });
        return made.room_id ?? "";
    };
    const history = { type: "m.room.history_visibility", state_key: "", content: { history_visibility: "shared" } };
    const canteen = await create({
        ...{ name: "Old canteen", room_version: "10", preset: "public_chat", initial_state: [history] },
        power_level_content_override: { users: { "@bob:mod.example": 100, "@admin:mod.example": 100 } },
    });
    await send(admin, "POST", `/_matrix/client/v3/join/${encodeURIComponent(canteen)}`, {});
    const desk = await create({ name: "Old desk" });
    const space = await create({ name: "Old space", creation_content: { type: "m.space" } });
    await create({ invite: ["@alice:mfa.example"], is_direct: true });
    await send(bob, "PUT", at(space, "m.space.child", canteen), { via: ["mod.example"] });
    const rooms = { "rooms/old-canteen": canteen, "rooms/old-desk": desk, "spaces/old-space": space };
    type Key = keyof typeof rooms;
    return {
        rooms,
        read: (key: Key, type: string) => send(bob, "GET", at(rooms[key], type)),
        write: (key: Key, type: string, content: object) => send(bob, "PUT", at(rooms[key], type), content),
        open: async (key: Key) =>
            send(await loginAs("steward"), "PUT", at(rooms[key], "m.room.join_rules"), { join_rule: "public" }),
    };
}
