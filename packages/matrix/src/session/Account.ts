import type { Clock } from "@valise/base";
import type { AgencySnapshot, ExpiredSendSnapshot } from "@valise/bridge";
import type { KeptKeys } from "../crisis/bag/createKeptKeys.ts";
import type { CrisisParts } from "../crisis/CrisisParts.ts";
import type { Crisis } from "../crisis/createCrisis.ts";
import type { Unread } from "../crisis/createUnread.ts";
import type { KeptSessions } from "../crisis/sessions/createKeptSessions.ts";
import type { Standby } from "../crisis/standby/createStandby.ts";
import type { AccountData } from "../crypto/accountDataClient.ts";
import type { Decryptor } from "../crypto/createDecryptor.ts";
import type { RoomEncryptor } from "../crypto/createRoomEncryptor.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import type { Desk } from "../desk/createDesk.ts";
import type { Clearances } from "../gate/createClearances.ts";
import type { MessageGate } from "../gate/message/createMessageGate.ts";
import type { Admissions } from "../gate/room/createAdmissions.ts";
import type { Identities } from "../gate/room/createIdentities.ts";
import type { Releases } from "../gate/room/createReleases.ts";
import type { RoomDesk } from "../gate/room/createRoomDesk.ts";
import type { Openings, Summons } from "../gate/room/Openings.ts";
import type { RoomGates } from "../gate/room/RoomGates.ts";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import type { Devices } from "../identity/createDevices.ts";
import type { Identity } from "../identity/createIdentity.ts";
import type { TrustBook } from "../identity/createTrustBook.ts";
import type { Verifications } from "../identity/createVerifications.ts";
import type { Outbox } from "../outbox/Outbox.ts";
import type { Recipients } from "../rooms/createRecipients.ts";
import type { Removals } from "../rooms/createRemovals.ts";
import type { RoomStore } from "../rooms/createRoomStore.ts";
import type { RoomBook, RoomEntry } from "../rooms/RoomBook.ts";
import type { RecordStore } from "../store/RecordStore.ts";
import type { Connection } from "../sync/createConnection.ts";
import type { SyncLoop } from "../sync/createSyncLoop.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import type { CryptoFeed } from "../sync/feedCrypto.ts";
import type { CatchUp } from "../timeline/createCatchUp.ts";
import type { Healer } from "../timeline/createHealer.ts";
import type { Paginator } from "../timeline/createPaginator.ts";
import type { Receipts } from "../timeline/createReceipts.ts";
import type { TimelineEvent } from "../timeline/TimelineEvent.ts";
import type { SessionRecords } from "./SessionRecords.ts";

/** Who is signed in, as kept in the store. */
export interface SessionRecord {
    readonly userId: string;
    readonly deviceId: string;
    readonly accessToken: string;
    readonly agency: AgencySnapshot;
    readonly displayName: string | null;
}

/** Whether this device is signed by its owner: one that is not neither receives nor hands out keys. */
export type DeviceTrust = "signed" | "unsigned" | "not-known-yet";

export interface AccountEvents {
    connectionChanged(): void;
    /** A browser is waited for at the identity provider, or no longer. */
    proofChanged(): void;
    tokenGone(soft: boolean): void;
    /** New messages of others in joined rooms, after decryption. */
    arrived(entry: RoomEntry, events: readonly TimelineEvent[]): void;
    devicesChanged(): void;
    verificationsChanged(): void;
    /** What is known of people's devices changed. */
    trustChanged(): void;
    /** What this account holds and trusts changed. */
    clearanceChanged(): void;
    deskChanged(): void;
    deviceTrust(): DeviceTrust;
    /** Broadcasts, answers, watches or coverage changed. */
    crisisChanged(): void;
    ownKeysChanged(): void;
    /** An answer of the server was taken in. */
    synced(): void;
}

/** Everything of one signed-in account, wired together. */
export interface Account {
    readonly session: SessionRecord;
    readonly clock: Clock;
    readonly store: RecordStore;
    readonly http: MatrixHttp;
    readonly crypto: CryptoParts;
    readonly accountData: AccountData;
    readonly records: SessionRecords;
    readonly connection: Connection;
    readonly book: RoomBook;
    readonly roomStore: RoomStore;
    readonly decryptor: Decryptor;
    readonly encryptor: RoomEncryptor;
    readonly recipients: Recipients;
    readonly toDevice: ToDevice;
    readonly cryptoFeed: CryptoFeed;
    readonly keptKeys: KeptKeys;
    readonly keptSessions: KeptSessions;
    readonly clearances: Clearances;
    /** The security officer's own, of a person who is one. */
    readonly officerDesk: Desk;
    readonly gates: RoomGates;
    readonly releases: Releases;
    readonly messages: MessageGate;
    readonly desk: RoomDesk;
    readonly identities: Identities;
    readonly admissions: Admissions;
    readonly removals: Removals;
    readonly openings: Openings;
    readonly summons: Summons;
    readonly standby: Standby;
    readonly unread: Unread;
    readonly crisis: Crisis;
    readonly crisisParts: CrisisParts;
    readonly outbox: Outbox;
    readonly expiredSends: () => readonly ExpiredSendSnapshot[];
    readonly healer: Healer;
    readonly identity: Identity;
    readonly devices: Devices;
    readonly verifications: Verifications;
    readonly trust: TrustBook;
    readonly loop: SyncLoop;
    readonly paginator: Paginator;
    readonly catchUp: CatchUp;
    readonly receipts: Receipts;
    deviceTrust(): DeviceTrust;
    /** The one in force now; for the admin API, never for the page. */
    accessToken(): string;
    /** Somebody writes in this room: keys are shared ahead, where that can be done now. */
    prepareSend(roomId: string): void;
    /** Events of a room came another way than by its server. */
    arrived(entry: RoomEntry, added: readonly TimelineEvent[]): void;
    /** As `prepareSend`; false: the keys cannot be shared now. */
    prepare(roomId: string): Promise<boolean>;
    start(): Promise<void>;
    stop(): Promise<void>;
    /** The same device goes on under a new token. */
    replaceToken(token: string): Promise<void>;
}
