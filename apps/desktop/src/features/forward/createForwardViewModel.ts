import type { Engine, EventId, RoomId } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { createForm, type FormState } from "../../stores/createForm.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import type { Toasts } from "../toasts/createToasts.ts";

export interface ForwardSnapshot extends FormState {
    readonly toRoomId: RoomId | null;
}

export interface ForwardViewModel extends ReadStore<ForwardSnapshot> {
    choose(roomId: string): void;
    forward(message: { roomId: RoomId; eventId: EventId }, roomName: string): Promise<void>;
    cancel(): void;
}

export interface ForwardParts {
    readonly engine: Engine;
    readonly navigation: Navigation;
    readonly toasts: Toasts;
    readonly i18n: I18n;
}

/** A copy of one message into another room, under the same label. */
export function createForwardViewModel({ engine, navigation, toasts, i18n }: ForwardParts): ForwardViewModel {
    const form = createForm<{ toRoomId: RoomId | null }>({ toRoomId: null });
    const close = () => {
        form.change({ toRoomId: null });
        navigation.closeDialog();
    };
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        choose: (roomId) => form.change({ toRoomId: roomId as RoomId }),
        async forward(message, roomName) {
            const { toRoomId } = form.getState();
            if (toRoomId === null) return;
            const result = await form.run(() => engine.commands.forwardMessage({ ...message, toRoomId }));
            if (!result.ok) return;
            toasts.showText(i18n.getState().t("forward.done", { room: roomName }));
            close();
        },
        cancel: close,
    };
}
