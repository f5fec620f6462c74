import { ok, type Result } from "@valise/base";
import { provisioningWire, type ServerCommand, type ServerFailure, serverOf } from "@valise/provisioning";
import { failed } from "./createAdminHttp.ts";
import { asSteward } from "./createRegister.ts";
import type { ServerWork } from "./performOnAccount.ts";
import { removeLeaver } from "./removeLeaver.ts";
import { stepDown, takeOver } from "./takeOver.ts";
import { createRoomBody, settingEvent } from "./writeSettings.ts";

type RoomCommand = Extract<ServerCommand, { roomId: string } | { kind: "create-room" }>;
type Done = Promise<Result<void, ServerFailure>>;

const client = "/_matrix/client/v3";
const path = (...parts: readonly string[]) => parts.map(encodeURIComponent).join("/");

/** How long an invitation may take to be known on both servers, and how often that is looked at. */
const JOIN_PATIENCE_MS = 10_000;
const JOIN_AGAIN_MS = 250;

/** Rooms, by the client API as the steward; joining, as the person who joins. */
export async function performInRoom(work: ServerWork, command: RoomCommand): Done {
    const { access, stewardId, community } = work;
    const send = async (method: "PUT" | "POST", to: string, body: object): Done => {
        const answer = await asSteward(access, method, to, body);
        return answer.ok ? ok() : answer;
    };
    const put = (roomId: string, type: string, stateKey: string, content: object) =>
        send("PUT", `${client}/rooms/${path(roomId, "state", type, stateKey)}`, content);
    switch (command.kind) {
        case "create-room": {
            const others = command.stewards.filter((steward) => steward !== stewardId);
            const body = createRoomBody({ community, id: command.mark }, command.roomKind, command.settings, others);
            return send("POST", `${client}/createRoom`, body);
        }
        case "take-over":
            return takeOver(work, command.roomId);
        case "set-setting": {
            const { type, content } = settingEvent(command.setting, command.settings);
            const done = await put(command.roomId, type, "", content);
            if (!command.isByHand || !isForbidden(done) || command.setting !== "power") return done;
            // In a room made by hand, people as high as the steward come down by their own hand alone.
            const lowered = await stepDown(work, command.roomId, content);
            return lowered.ok ? put(command.roomId, type, "", content) : lowered;
        }
        case "add-child":
            return put(command.spaceId, "m.space.child", command.roomId, { via: [serverOf(stewardId)] });
        case "remove-child":
            return put(command.spaceId, "m.space.child", command.roomId, {});
        case "put-statement":
            return put(command.roomId, provisioningWire[command.slot], command.stateKey, command.statement);
        case "say-ended": {
            // A state key that begins with @ is its own user's alone.
            const content = command.hasEnded ? { ended: true } : {};
            return put(command.roomId, provisioningWire.trustLeaver, command.userId.slice(1), content);
        }
        case "answer-leavers": {
            const { roomId, serverName, cleared } = command;
            return put(roomId, provisioningWire.trustLeaver, serverName, { cleared });
        }
        case "invite":
            return send("POST", `${client}/rooms/${path(command.roomId)}/invite`, { user_id: command.userId });
        case "bring-in":
            return send("POST", `/_synapse/admin/v1/join/${path(command.roomId)}`, { user_id: command.userId });
        case "join":
            return join(work, command.roomId, command.userId, command.via);
        case "remove-member":
            return send("POST", `${client}/rooms/${path(command.roomId)}/kick`, { user_id: command.userId });
        case "remove-leaver":
            return removeLeaver(work, command.roomId, command.userId);
        case "retire-room": {
            const closed = await put(command.roomId, "m.room.join_rules", "", { join_rule: "invite" });
            if (!closed.ok) return closed;
            const retired = await put(command.roomId, "m.room.tombstone", "", {
                body: "retired",
                replacement_room: "",
            });
            // Of one made by hand, its creators alone may say so: empty and closed, it is as good as retired.
            return command.isByHand && isForbidden(retired) ? ok() : retired;
        }
    }
}

const isForbidden = (done: Result<void, ServerFailure>): boolean =>
    !done.ok && done.error.kind === "refused" && done.error.status === 403;

/** An invitation that is on its way between two servers is answered 403 for a moment. */
async function join({ access, clock }: ServerWork, roomId: string, userId: string, via: readonly string[]): Done {
    const untilMs = clock.monotonicMs() + JOIN_PATIENCE_MS;
    const query = new URLSearchParams(via.map((server) => ["via", server]));
    return access.as(userId, async (http) => {
        for (;;) {
            const answer = await http.send("POST", `${client}/join/${path(roomId)}?${query}`);
            if (answer.ok) return ok();
            const isEarly = answer.error.kind === "answered" && answer.error.status === 403;
            if (!isEarly || clock.monotonicMs() > untilMs) return failed(answer);
            await new Promise<void>((done) => clock.after(JOIN_AGAIN_MS, done));
        }
    });
}
