import type { EngineHandlers, EngineHost, SessionPhase, SnapshotOf, TopicRef } from "@valise/bridge";
import { createAdminCommands } from "./admin/createAdminCommands.ts";
import { createBagCommands } from "./crisis/bag/createBagCommands.ts";
import { createBroadcastCommands } from "./crisis/broadcasts/createBroadcastCommands.ts";
import { createCellCommands } from "./crisis/cell/createCellCommands.ts";
import { createLogCommands } from "./crisis/log/createLogCommands.ts";
import { createOpeningCommands } from "./crisis/opening/createOpeningCommands.ts";
import { createWatchCommands } from "./crisis/watch/createWatchCommands.ts";
import { createDeskCommands } from "./desk/createDeskCommands.ts";
import { createDownloads } from "./files/createDownloads.ts";
import { createHolderCommands } from "./gate/holder/createHolderCommands.ts";
import { createMessageCommands } from "./gate/message/createMessageCommands.ts";
import { createRoomGateCommands } from "./gate/room/createRoomGateCommands.ts";
import { createDeviceCommands } from "./identity/createDeviceCommands.ts";
import { createRoomCommands } from "./rooms/createRoomCommands.ts";
import type { Account, DeviceTrust } from "./session/Account.ts";
import { createNotifications } from "./session/createNotifications.ts";
import { createSession } from "./session/createSession.ts";
import { createTopics } from "./session/createTopics.ts";
import type { Platform } from "./session/Platform.ts";
import { createFileCommands } from "./timeline/createFileCommands.ts";
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
    const downloads = createDownloads(() => topics.poke("downloads"));
    const session = createSession({
        platform,
        changed: () => topics.poke("session"),
        roomsRead: (book, myUserId) => topics.roomsRead(book, myUserId),
        accountChanged: (next) => {
            notifications.clear();
            topics.accountChanged(next);
        },
        events: {
            arrived: notifications.arrived,
            devicesChanged: () => topics.poke("devices"),
            verificationsChanged: () => topics.poke("verifications"),
            trustChanged: () => topics.pokeMembers(),
            deskChanged: () => topics.poke("desk"),
            clearanceChanged: () => topics.poke("clearance"),
            crisisChanged: () => {
                topics.poke("crisis");
                topics.poke("coverage");
                topics.poke("gateway");
                topics.pokeLogs();
            },
            deviceTrust: () => deviceTrustIn(session.state.phase),
            ownKeysChanged: () => void session.flow.onOwnKeysChanged().catch(() => {}),
            synced: () => {
                session.flow.onSynced();
                admin.synced();
            },
        },
    });
    const admin = createAdminCommands({ account, platform, changed: () => topics.poke("admin") });
    const topics = createTopics({ session, notifications, downloads, adminProgress: admin.snapshot });

    const handlers: EngineHandlers = {
        start: ({ agencies, protection, trust }) => session.start({ agencies, trust }, protection),
        unlock: ({ protection }) => session.unlock(protection),
        signInOptions: (input) => session.signInOptions(input),
        signIn: (input) => session.signIn(input),
        signInWithToken: (input) => session.signInWithToken(input),
        reauthenticate: ({ password }) => session.reauthenticate(password),
        recover: ({ code }) => session.flow.recover(code),
        recoverySaved: () => session.flow.recoverySaved(),
        renewRecoveryCode: () => session.flow.renewCode(),
        resetIdentity: ({ password }) => session.flow.resetIdentity(password),
        signOut: () => session.signOut(),
        ...createRoomCommands(account),
        ...createTimelineCommands(account),
        ...createFileCommands(account, downloads),
        ...createDeviceCommands(account),
        ...createDeskCommands(account),
        ...createHolderCommands(account),
        ...createRoomGateCommands(account),
        ...createMessageCommands(account),
        ...createBroadcastCommands(account),
        ...createCellCommands(account),
        ...createLogCommands(account),
        ...createBagCommands(account),
        ...createWatchCommands(account),
        ...createOpeningCommands(account),
        ...admin.commands,
    };
    return {
        handlers,
        openTopic<R extends TopicRef>(ref: R, publish: (snapshot: SnapshotOf<R>) => void): Disposable {
            return topics.open(ref, publish as (snapshot: never) => void);
        },
        close: () => session.close(),
    };
}

function deviceTrustIn(phase: SessionPhase): DeviceTrust {
    if (phase === "ready" || phase === "recovery-to-save") return "signed";
    return phase === "verify-needed" ? "unsigned" : "not-known-yet";
}
