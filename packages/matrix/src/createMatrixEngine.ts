import { err } from "@valise/base";
import type { EngineFailure, EngineHandlers, EngineHost, RoomId, SnapshotOf, TopicRef } from "@valise/bridge";
import { createRoomCommands } from "./rooms/createRoomCommands.ts";
import type { Account } from "./session/Account.ts";
import { createNotifications } from "./session/createNotifications.ts";
import { createSession } from "./session/createSession.ts";
import { createTopics } from "./session/createTopics.ts";
import type { Platform } from "./session/Platform.ts";
import { createTimelineCommands } from "./timeline/createTimelineCommands.ts";

export interface MatrixEngine extends EngineHost {
    /** Stops and lets go of the store; the session stays for the next start. */
    close(): Promise<void>;
}

/** The session engine behind the bridge's contract. The same in a worker and in Node; only the platform differs. */
export function createMatrixEngine(platform: Platform): MatrixEngine {
    const account = (): Account | null => session.account();
    const notifications = createNotifications(
        () => account()?.session.userId ?? null,
        () => topics.poke("notifications"),
    );
    const session = createSession({
        platform,
        changed: () => topics.poke("session"),
        accountChanged: (next) => {
            notifications.clear();
            topics.accountChanged(next);
        },
        events: {
            arrived: (entry, events) => {
                notifications.arrived(entry, events);
            },
            devicesChanged: () => topics.poke("devices"),
        },
    });
    const topics = createTopics({ session, notifications });
    const later = async () => err<EngineFailure>({ kind: "not-found" });

    const handlers: EngineHandlers = {
        start: ({ agencies, protection }) => session.start(agencies, protection),
        unlock: ({ protection }) => session.unlock(protection),
        signIn: (input) => session.signIn(input),
        reauthenticate: ({ password }) => session.reauthenticate(password),
        recover: ({ code }) => session.flow.recover(code),
        recoverySaved: () => session.flow.recoverySaved(),
        renewRecoveryCode: () => session.flow.renewCode(),
        resetIdentity: ({ password }) => session.flow.resetIdentity(password),
        signOut: () => session.signOut(),
        ...createRoomCommands(account),
        ...createTimelineCommands(account),
        sendFile: later,
        readFile: later,
        readThumbnail: later,
        renameDevice: later,
        removeDevice: later,
        startVerification: later,
        acceptVerification: later,
        confirmEmoji: later,
        cancelVerification: later,
    };
    return {
        handlers,
        openTopic<R extends TopicRef>(ref: R, publish: (snapshot: SnapshotOf<R>) => void): Disposable {
            return topics.open(ref as TopicRef & { roomId: RoomId }, publish as (snapshot: never) => void);
        },
        close: () => session.close(),
    };
}
