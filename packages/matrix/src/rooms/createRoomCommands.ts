import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineOutput, EngineParsed, RoomId, UserId } from "@valise/bridge";
import type { OpeningWish } from "../gate/room/Openings.ts";
import { foldFailure } from "../http/foldFailure.ts";
import type { HttpFailure } from "../http/HttpFailure.ts";
import { asObject, asString } from "../json.ts";
import type { Account } from "../session/Account.ts";
import { createPeopleSearch } from "./createPeopleSearch.ts";
import { inviteAll, type NotInvited } from "./inviteAll.ts";
import { joinInvited } from "./joinInvited.ts";
import { type NewRoomKind, newRoomBody } from "./newRoom.ts";
import { removeMember } from "./removeMember.ts";
import { takeOwnRoom } from "./takeOwnRoom.ts";

/** What a person does with rooms and the people in them. Plain requests: none of them hands out a key. */
export function createRoomCommands(account: () => Account | null) {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        return current === null ? err<EngineFailure>({ kind: "not-signed-in" }) : run(current);
    };
    const searchPeople = createPeopleSearch();
    const fold = (current: Account, failure: HttpFailure) => err(foldFailure(failure, current.clock));

    const markDirect = async (current: Account, roomId: string, userId: string) => {
        const direct = { ...((await current.accountData.read("m.direct")) ?? {}) } as Record<string, unknown>;
        const rooms = Array.isArray(direct[userId]) ? (direct[userId] as unknown[]) : [];
        if (!rooms.includes(roomId))
            await current.accountData.write("m.direct", { ...direct, [userId]: [...rooms, roomId] });
        current.book.direct = new Map([...current.book.direct, [roomId, userId]]);
        current.book.changed(roomId);
    };

    const sealState = (current: Account, roomId: string, type: string, content: object) =>
        current.outbox.enqueue({
            payload: {
                kind: "state",
                roomId: roomId as RoomId,
                type,
                stateKey: "",
                content: { ...content, seq: 1, iat: Math.floor(Date.now() / 1000) },
            },
            priority: "chat",
        });

    /** The room stands whatever became of the invitations; who could not be invited is named, with the reason. */
    const makeRoom = (input: { name: string; topic: string | null; invite: readonly UserId[]; kind: NewRoomKind }) =>
        withAccount(
            async (current): Promise<Result<{ roomId: RoomId; refused: readonly NotInvited[] }, EngineFailure>> => {
                const body = newRoomBody(input.kind, current.session.agency.steward);
                const answer = await current.http.request("POST", "/_matrix/client/v3/createRoom", {
                    body,
                    timeoutMs: 60_000,
                });
                if (!answer.ok) return fold(current, answer.error);
                const roomId = asString(answer.value.room_id) as RoomId | null;
                if (roomId === null) return err({ kind: "server-error", status: 502 });
                takeOwnRoom(current.book, current.session.userId, roomId, body);
                if (input.kind === "direct" && input.invite[0] !== undefined)
                    await markDirect(current, roomId, input.invite[0]);
                // Persisted before anything else can fail: a kill from here on still gives the room its name.
                if (input.kind !== "direct") await sealState(current, roomId, "m.room.name", { name: input.name });
                if (input.topic !== null) await sealState(current, roomId, "m.room.topic", { topic: input.topic });
                const refused = await inviteAll(current, roomId, input.invite, input.kind === "direct");
                return ok({ roomId, refused });
            },
        );

    const openLabelled = async (current: Account, wish: OpeningWish) => {
        const opened = await current.openings.open(wish);
        if (!opened.ok) return opened;
        const { roomId, notInvited } = opened.value;
        if (wish.kind === "direct" && wish.invite[0] !== undefined) await markDirect(current, roomId, wish.invite[0]);
        return ok({ roomId, notInvited: [...notInvited] });
    };

    const leave = async (current: Account, roomId: RoomId): Promise<Result<void, EngineFailure>> => {
        const path = `${roomPath(roomId)}/leave`;
        const answer = await current.http.request("POST", path, { body: {}, timeoutMs: 60_000 });
        if (!answer.ok) return fold(current, answer.error);
        const entry = current.book.get(roomId);
        if (entry !== null) entry.record.membership = "leave";
        current.book.changed(roomId);
        return ok();
    };

    return {
        createRoom: async (
            input: EngineParsed<"createRoom">,
        ): Promise<Result<EngineOutput<"createRoom">, EngineFailure>> => {
            const { label } = input;
            if (label !== null) return withAccount((current) => openLabelled(current, { ...input, label }));
            const made = await makeRoom(input);
            if (!made.ok) return made;
            return ok({ roomId: made.value.roomId, notInvited: made.value.refused.map(({ userId }) => userId) });
        },
        openDirect: ({ userId }: { userId: UserId }) =>
            withAccount(async (current): Promise<Result<{ roomId: RoomId }, EngineFailure>> => {
                for (const [roomId, other] of current.book.direct) {
                    const entry = current.book.get(roomId);
                    if (other === userId && entry?.record.membership === "join")
                        return ok({ roomId: roomId as RoomId });
                }
                const made = await makeRoom({ name: userId, topic: null, invite: [userId], kind: "direct" });
                if (!made.ok) return made;
                const { roomId, refused } = made.value;
                if (refused[0] === undefined) return ok({ roomId });
                // Without the other person it is of no use, and would be taken for their room the next time.
                await leave(current, roomId);
                return err(refused[0].failure);
            }),
        invite: ({ roomId, userIds }: { roomId: RoomId; userIds: readonly UserId[] }) =>
            withAccount(async (current): Promise<Result<EngineOutput<"invite">, EngineFailure>> => {
                // On the roster before the invitation, or they could not read what is written when they come.
                const unnamed = await current.admissions.admit(roomId, userIds);
                if (!unnamed.ok) return unnamed;
                const named = userIds.filter((userId) => !unnamed.value.includes(userId));
                const refused = [
                    ...unnamed.value.map((userId): NotInvited => ({ userId, failure: noIdentity })),
                    ...(await inviteAll(current, roomId, named)),
                ];
                const [first] = refused;
                if (first !== undefined && refused.length === new Set(userIds).size) return err(first.failure);
                return ok({ notInvited: refused.map(({ userId }) => userId) });
            }),
        joinRoom: ({ roomId }: { roomId: RoomId }) =>
            withAccount(async (current): Promise<Result<void, EngineFailure>> => {
                const entry = current.book.get(roomId);
                const inviter = entry?.record.membership === "invite" ? entry.record.inviterId : null;
                const joined = await joinInvited(current, roomId);
                if (!joined.ok) return joined;
                if (inviter != null && isDirectInvite(current, roomId))
                    await markDirect(current, roomId, inviter).catch(() => {});
                return ok();
            }),
        leaveRoom: ({ roomId }: { roomId: RoomId }) => withAccount((current) => leave(current, roomId)),
        removeMember: (input: { roomId: RoomId; userId: UserId; reason: string | null }) =>
            withAccount((current) => removeMember(current, input)),
        searchPeople: ({ text }: { text: string }) => withAccount((current) => searchPeople(current, text)),
    };
}

const noIdentity: EngineFailure = { kind: "refused", code: "GATE_NO_IDENTITY" };

export function roomPath(roomId: string): string {
    return `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;
}

function isDirectInvite(account: Account, roomId: string): boolean {
    return asObject(account.book.get(roomId)?.inviteContent)?.is_direct === true;
}
