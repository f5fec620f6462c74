import type { Engine, RoomId, RoomRowSnapshot, UserId } from "@valise/bridge";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { Toasts } from "../toasts/createToasts.ts";

export interface MembershipViewModel extends ReadStore<FormState> {
    /** Goes into a room, or into the place of the rail that a space is. */
    join(room: Pick<RoomRowSnapshot, "roomId" | "kind">): Promise<void>;
    /** Leaves a room or a space, or declines an invitation to it. */
    leave(roomId: RoomId): Promise<void>;
    remove(roomId: RoomId, userId: string): Promise<void>;
    /** Opens the conversation with one person, a new one where there is none. */
    write(userId: string): Promise<void>;
}

/** Entering and leaving rooms, one's own part and others'. */
export function createMembershipViewModel(engine: Engine, navigation: Navigation, toasts: Toasts): MembershipViewModel {
    const form = createForm({});
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        async join({ roomId, kind }) {
            const result = await form.run(() => engine.commands.joinRoom({ roomId }));
            if (!result.ok || kind !== "space") return;
            navigation.closeRoom();
            navigation.openRail(roomId);
        },
        async leave(roomId) {
            const result = await form.run(() => engine.commands.leaveRoom({ roomId }));
            if (!result.ok) return;
            navigation.closeDialog();
            const { roomId: openId, railId } = navigation.getState();
            if (openId === roomId) navigation.closeRoom();
            if (railId === roomId) navigation.openRail("all");
        },
        async remove(roomId, userId) {
            const input = { roomId, userId: userId as UserId, reason: null };
            const result = await form.run(() => engine.commands.removeMember(input));
            if (!result.ok) toasts.showFailure(result.error);
        },
        async write(userId) {
            const result = await form.run(() => engine.commands.openDirect({ userId }));
            if (result.ok) navigation.openRoom(result.value.roomId);
            else toasts.showFailure(result.error);
        },
    };
}
