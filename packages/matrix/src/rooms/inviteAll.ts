import type { Clock } from "@valise/base";
import type { EngineFailure, UserId } from "@valise/bridge";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { foldFailure } from "../http/foldFailure.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import { asString } from "../json.ts";
import { serverNameOf } from "./RoomRecord.ts";

const INVITE_TIMEOUT_MS = 60_000;
const MAX_RATE_WAITS = 10;
const AT_ONCE = 6;

/** Somebody who could not be invited, and why. */
export interface NotInvited {
    readonly userId: UserId;
    readonly failure: EngineFailure;
}

interface Inviter {
    readonly http: MatrixHttp;
    readonly clock: Clock;
}

/** Invites by plain requests: none of them hands out a key. Answers whom the servers refused, with the first reason. */
export async function inviteAll(
    by: Inviter,
    roomId: string,
    userIds: readonly string[],
    direct = false,
): Promise<readonly NotInvited[]> {
    const refused: NotInvited[] = [];
    const ask = async (userId: string) => {
        const failure = await invite(by, roomId, userId, direct);
        if (failure !== null) refused.push({ userId: userId as UserId, failure });
    };
    // One per remote server first: its server then knows the room before the others of it are asked.
    const ahead = [...new Map(userIds.map((userId) => [serverNameOf(userId), userId])).values()];
    const waiting = [...ahead, ...userIds.filter((userId) => !ahead.includes(userId))];
    const firsts = new Map<string, Promise<void>>();
    const askInTurn = (userId: string): Promise<void> => {
        const server = serverNameOf(userId);
        const first = firsts.get(server);
        if (first !== undefined) return first.then(() => ask(userId));
        const asking = ask(userId);
        firsts.set(server, asking);
        return asking;
    };
    const work = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await askInTurn(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return refused;
}

/** Never `client.invite()`: the SDK's sends history keys along (protocol 6). */
async function invite(
    { http, clock }: Inviter,
    roomId: string,
    userId: string,
    direct: boolean,
): Promise<EngineFailure | null> {
    const room = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;
    for (let attempt = 0; ; attempt++) {
        const answer = direct
            ? await http.request("PUT", `${room}/state/m.room.member/${encodeURIComponent(userId)}`, {
                  body: { membership: "invite", is_direct: true },
                  timeoutMs: INVITE_TIMEOUT_MS,
              })
            : await http.request("POST", `${room}/invite`, {
                  body: { user_id: userId },
                  timeoutMs: INVITE_TIMEOUT_MS,
              });
        if (answer.ok || isMemberAlready(answer.error)) return null;
        const failure = foldFailure(answer.error, clock);
        if (failure.kind !== "rate-limited" || attempt === MAX_RATE_WAITS) return failure;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, failure.retryAtMs - clock.nowMs())));
    }
}

function isMemberAlready(failure: HttpFailure): boolean {
    return (
        failure.kind === "answered" &&
        failure.status === 403 &&
        /already in the room/i.test(asString(failure.body?.error) ?? "")
    );
}
