import type { RoomId, UserId } from "@valise/bridge";
import type { ReadyAgency } from "@valise/homeserver";
import { type Context, withReadySession } from "../commands/Context.ts";
import { until } from "../engine/until.ts";
import { must } from "../output/foldFailure.ts";
import { readSecret } from "../profile/secretFiles.ts";
import { call, logIn } from "./demoHttp.ts";

/** One officer's account at one agency. */
export interface DemoHost {
    readonly agency: ReadyAgency;
    readonly context: Context;
}

export const officerOf = ({ context }: DemoHost): UserId => context.as as UserId;

/** Somebody of the demonstration by the first part of their name. */
export function idOf(hosts: readonly DemoHost[], localpart: string): UserId {
    const people = hosts.flatMap(({ agency }) => agency.users);
    return people.find(({ userId }) => userId.startsWith(`@${localpart}:`))?.userId as UserId;
}

/** An officer joins and lets the own clearance be shown. */
export async function enterRoom(context: Context, roomId: RoomId): Promise<void> {
    await withReadySession(context, async (engine) => {
        const invited = ({ rows }: { readonly rows: readonly { readonly roomId: RoomId }[] }) =>
            rows.some((row) => row.roomId === roomId) || null;
        await until(engine, { topic: "rooms" }, invited, 30);
        must(await engine.commands.joinRoom({ roomId }));
        await until(engine, { topic: "gate", roomId }, (gate) => gate.mine.reads || gate.mine.ask !== null || null, 30);
        await engine.commands.answerPresentation({ roomId, allow: true });
        await until(engine, { topic: "gate", roomId }, (gate) => gate.mine.reads || null, 30);
    });
}

/** Joins by plain request: whoever first signs in as this person still makes the identity. */
export async function joinPlainly(hosts: readonly DemoHost[], userId: string, roomId: string): Promise<void> {
    const agency = hosts.find((host) => userId.endsWith(`:${host.agency.serverName}`))?.agency;
    const user = agency?.users.find((each) => each.userId === userId);
    if (agency === undefined || user === undefined) return;
    const token = await logIn(agency.clientUrl, userId, readSecret(user.passwordFile));
    if (token === undefined) return;
    const path = `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`;
    for (let attempt = 0; attempt < 30; attempt++) {
        const { status } = await call(agency.clientUrl, token, "POST", path, {});
        if (status === 200) break;
        await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await call(agency.clientUrl, token, "POST", "/_matrix/client/v3/logout", {});
}
