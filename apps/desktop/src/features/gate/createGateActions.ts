import type { Result } from "@valise/base";
import type { Engine, EngineFailure, RoomId } from "@valise/bridge";
import type { Toasts } from "../toasts/createToasts.ts";

export interface GateActions {
    /** The person was named who will not read, and goes on. Answers whether the engine took it. */
    confirmReaders(roomId: RoomId): Promise<boolean>;
    /** Leave, or not, to show a room's agencies what they ask for. */
    answerPresentation(roomId: RoomId, allow: boolean): Promise<void>;
}

/** What a person decides about who reads a room. */
export function createGateActions(engine: Engine, toasts: Toasts): GateActions {
    const report = (result: Result<void, EngineFailure>): boolean => {
        if (!result.ok) toasts.showFailure(result.error);
        return result.ok;
    };
    return {
        confirmReaders: async (roomId) => report(await engine.commands.confirmReaders({ roomId })),
        async answerPresentation(roomId, allow) {
            report(await engine.commands.answerPresentation({ roomId, allow }));
        },
    };
}
