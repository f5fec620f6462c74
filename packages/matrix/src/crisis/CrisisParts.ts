import type { Clock, Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { AlarmPolicy, Template } from "@valise/crisis";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import type { Leave } from "../gate/holder/createLeave.ts";
import type { Holder } from "../gate/holder/Holder.ts";
import type { MessageGate } from "../gate/message/createMessageGate.ts";
import type { RoomDesk } from "../gate/room/createRoomDesk.ts";
import type { RoomGates } from "../gate/room/RoomGates.ts";
import type { Community } from "../gate/trust/Community.ts";
import type { Outbox } from "../outbox/Outbox.ts";
import type { RoomBook } from "../rooms/RoomBook.ts";
import type { RecordStore } from "../store/RecordStore.ts";
import type { ToDevice } from "../sync/createToDevice.ts";

/** What crisis mode is built on: labels, the release gate and the outbox of one account. */
export interface CrisisParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly book: RoomBook;
    readonly gates: RoomGates;
    readonly messages: MessageGate;
    readonly community: Community;
    readonly holder: Holder;
    readonly leave: Leave;
    readonly desk: RoomDesk;
    readonly outbox: Outbox;
    readonly toDevice: ToDevice;
    readonly crypto: CryptoParts;
    /** How many rooms prepared for a plan can be claimed now. */
    standbyReady(template: Template): number;
    /** Accepts an invitation. */
    join(roomId: string): Promise<Result<void, EngineFailure>>;
    readonly me: { readonly userId: string; readonly deviceId: string };
    /** URN of the own agency in the trust bundle; null outside a community. */
    readonly agency: string | null;
    /** What the own agency's managed configuration says about alarms. */
    readonly alarms: AlarmPolicy;
}

export const nowSOf = (clock: Clock): number => Math.floor(clock.nowMs() / 1000);
