import { unwrap } from "@valise/base";
import type { RoomId } from "@valise/bridge";
import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/index.js";
import { createKeptKeys } from "../crisis/bag/createKeptKeys.ts";
import { keptLedger } from "../crisis/bag/keptLedger.ts";
import type { CrisisParts } from "../crisis/CrisisParts.ts";
import { createCrisis } from "../crisis/createCrisis.ts";
import { createReadiness } from "../crisis/createReadiness.ts";
import { createSummons } from "../crisis/opening/createSummons.ts";
import { furnish } from "../crisis/opening/furnish.ts";
import { clearRoster } from "../crisis/standby/clearRoster.ts";
import { createAccountData, createSecretStorage } from "../crypto/accountDataClient.ts";
import { createDecryptor } from "../crypto/createDecryptor.ts";
import { createRoomEncryptor } from "../crypto/createRoomEncryptor.ts";
import { createWithheldReasons } from "../crypto/createWithheldReasons.ts";
import { openCrypto } from "../crypto/openCrypto.ts";
import { createDesk } from "../desk/createDesk.ts";
import { readIdentities } from "../desk/readIdentities.ts";
import { readsRoom } from "../desk/readsRoom.ts";
import { createAttachmentCipher } from "../files/createAttachmentCipher.ts";
import { createUploadLimit } from "../files/createUploadLimit.ts";
import { type ConfiguredTrust, createClearances } from "../gate/createClearances.ts";
import { createMessageGate } from "../gate/message/createMessageGate.ts";
import { createRetention } from "../gate/message/createRetention.ts";
import { createAdmissions } from "../gate/room/createAdmissions.ts";
import { createIdentities } from "../gate/room/createIdentities.ts";
import { createOpenings } from "../gate/room/createOpenings.ts";
import { createReleases } from "../gate/room/createReleases.ts";
import { createRepeats } from "../gate/room/createRepeats.ts";
import { createRoomDesk } from "../gate/room/createRoomDesk.ts";
import { createRoomGates } from "../gate/room/createRoomGates.ts";
import { createTrustOffers } from "../gate/trust/createTrustOffers.ts";
import { listSeqs } from "../gate/trust/listSeqs.ts";
import { createMatrixHttp } from "../http/createMatrixHttp.ts";
import { createDevices } from "../identity/createDevices.ts";
import { createIdentity } from "../identity/createIdentity.ts";
import { createTrustBook } from "../identity/createTrustBook.ts";
import { createVerifications } from "../identity/createVerifications.ts";
import { keyOf, type OpenedKey } from "../identity/openedKey.ts";
import { repeatRequests } from "../identity/repeatRequests.ts";
import { openOutbox } from "../outbox/openOutbox.ts";
import { createNameKeeper } from "../rooms/createNameKeeper.ts";
import { createRecipients, isGated } from "../rooms/createRecipients.ts";
import { createRemovals } from "../rooms/createRemovals.ts";
import type { RoomStore } from "../rooms/createRoomStore.ts";
import { createRoomSweep } from "../rooms/createRoomSweep.ts";
import { directOf } from "../rooms/directOf.ts";
import { joinInvited } from "../rooms/joinInvited.ts";
import type { RoomBook } from "../rooms/RoomBook.ts";
import { refreshSummary } from "../rooms/roomSummary.ts";
import { watchNewDevices } from "../rooms/watchNewDevices.ts";
import type { OpenedStore } from "../store/openOptions.ts";
import { applySync } from "../sync/applySync.ts";
import { createConnection } from "../sync/createConnection.ts";
import { createSyncLoop } from "../sync/createSyncLoop.ts";
import { createToDevice } from "../sync/createToDevice.ts";
import { createCryptoFeed } from "../sync/feedCrypto.ts";
import type { SyncPosition } from "../sync/SyncUpdate.ts";
import { whileDrawn } from "../sync/whileDrawn.ts";
import { createCatchUp, isFollowed } from "../timeline/createCatchUp.ts";
import { createHealer } from "../timeline/createHealer.ts";
import { createNewcomers } from "../timeline/createNewcomers.ts";
import { createPaginator } from "../timeline/createPaginator.ts";
import { createReceipts } from "../timeline/createReceipts.ts";
import { wire } from "../wire.ts";
import type { Account, AccountEvents, SessionRecord } from "./Account.ts";
import { type Arrivals, createArrivals } from "./createArrivals.ts";
import { createExpiredSends } from "./createExpiredSends.ts";
import { createOutboxCarrier } from "./createOutboxCarrier.ts";
import type { Platform } from "./Platform.ts";
import { createSessionRecords } from "./SessionRecords.ts";

/** The rooms of the last run: read before anything else, so that the list is there at once. */
export interface KeptRooms {
    readonly book: RoomBook;
    readonly roomStore: RoomStore;
}

/** Everything of one signed-in account, wired together; nothing runs until `start`. Needs no network. */
export async function createAccount(
    platform: Platform,
    opened: OpenedStore,
    session: SessionRecord,
    { book, roomStore }: KeptRooms,
    configured: ConfiguredTrust,
    events: AccountEvents,
): Promise<Account> {
    const { clock } = platform;
    const { store } = opened;
    const me = session.userId;
    let accessToken = session.accessToken;
    const records = createSessionRecords(store);
    const connection = createConnection(clock, events.connectionChanged);
    const http = createMatrixHttp({
        baseUrl: session.agency.clientUrl,
        fetch: platform.fetch,
        upload: platform.upload,
        accessToken: () => accessToken,
        onTokenGone: events.tokenGone,
        onHeard: connection.heard,
    });
    const accountData = createAccountData(http, me);
    const openedKey: OpenedKey = { current: null };
    const keyFor = keyOf(openedKey);
    const secretStorage = createSecretStorage(accountData, keyFor, clock);
    const crypto = await openCrypto({
        baseUrl: session.agency.clientUrl,
        fetch: platform.fetch,
        accessToken: () => accessToken,
        ...{ userId: me, deviceId: session.deviceId },
        narrowBackup: (upload) => gates.keys.narrow(upload),
        storePrefix: platform.cryptoStorePrefix,
        storeKey: opened.cryptoStoreKey,
        secretStorage,
        callbacks: { getSecretStorageKey: ({ keys }) => keyFor(keys) },
    });
    const releases = createReleases({ store, clock, http, crypto, lists: () => listSeqs(clearances.community) });
    const keptKeys = createKeptKeys({ store, clock, isKept: (roomId) => isFollowed(book.get(roomId) ?? null) });
    const ledger = keptLedger(releases, keptKeys, () => readiness.keptSessions);
    const encryptor = createRoomEncryptor(crypto, ledger);
    const withheld = createWithheldReasons(store);
    const decryptor = createDecryptor(crypto, withheld);
    const feed = createCryptoFeed(crypto, withheld, clock);
    const toDevice = createToDevice({ crypto, encryptor, store, clock });
    const clearances = await createClearances({
        ...{ store, clock, http, accountData, crypto, book, toDevice, configured },
        userId: me,
    });
    clearances.onChanged(events.clearanceChanged);
    const officerDesk = await createDesk({
        ...{ store, http, toDevice, clearances, userId: me },
        nowMs: () => clock.nowMs(),
        takeKey: () => platform.takeDeskKey(),
        reads: (roomId, userId) => readsRoom({ book, gates }, roomId, userId),
        establish: (roomId) => void recipients.establish(roomId),
        readIdentities: (userIds) => readIdentities({ http, clock }, userIds),
    });
    for (const source of [clearances, officerDesk]) source.onChanged(events.deskChanged);
    const recipients = createRecipients({
        http,
        book,
        clock,
        myUserId: me,
        follow: (roomIds) => {
            loop.subscribe(roomIds);
            loop.nudge();
        },
        onEstablished: (roomId) => {
            outbox.wake(roomId as RoomId);
            const target = recipients.target(roomId);
            if (target.ok) encryptor.track(target.value.joined).catch(() => {});
            // Whose broadcast came before their name is called by it now.
            if (isFollowed(book.get(roomId as RoomId))) events.crisisChanged();
        },
    });
    const { community, holder, leave } = clearances;
    const identities = createIdentities(crypto);
    const gates = createRoomGates({
        ...{ store, clock, http, book, encryptor, community, holder, leave, identities },
        myUserId: me,
        onReaders: (roomId) => names.joined(roomId),
    });
    gates.onChanged((roomId) => outbox.wake(roomId as RoomId));
    gates.onChanged(officerDesk.roomChanged);
    const messages = createMessageGate({
        ...{ book, gates, store, clock, myUserId: me },
        registry: () => clearances.community.registry,
        clearance: () => clearances.holder.clearance() ?? undefined,
        judged: (roomId) => {
            const entry = book.get(roomId);
            if (entry !== null) refreshSummary(entry, me);
            book.changed(roomId);
        },
    });
    clearances.onChanged(messages.refresh);
    const { deviceTrust } = events;
    const roomOf = book.get;
    const carrier = createOutboxCarrier({ http, crypto, encryptor, recipients, gates, messages, roomOf, deviceTrust });
    const uploadLimit = createUploadLimit(http);
    const outbox = unwrap(
        await openOutbox({
            ...{ store, carrier, clock, cipher: createAttachmentCipher() },
            ...{ signedOut: events.tokenGone, uploadLimitBytes: uploadLimit.bytes },
        }),
    );
    const expiredSends = createExpiredSends(outbox);
    outbox.subscribe((roomId) => roomId !== null && book.changed(roomId));
    toDevice.onClear("m.room_key.withheld", createTrustOffers({ community, outbox, myUserId: me }).withheld);
    const repeats = createRepeats({ http, outbox, clock, book, myUserId: me, establish: recipients.establish });
    toDevice.onClear(wire.stateRepeat, (sender, content) => void repeats.asked(sender, content).catch(() => {}));
    const removals = createRemovals({ http, outbox, toDevice, book, clock, myUserId: me });
    const retention = createRetention({ book, gates, roomStore, outbox, clock, myUserId: me });
    const readBack: Arrivals["readBack"] = (entry, read) => arrivals.readBack(entry, read);
    const paginator = createPaginator({ http, book, decryptor, session, clock }, retention, readBack);
    const catchUp = createCatchUp({ store, clock, book, paginator });
    const isNewcomer = createNewcomers(book, clock);
    const desk = createRoomDesk({ http, clock, book, gates, community, holder });
    const admissions = createAdmissions({ desk, gates, holder, identities, encryptor, book });
    const summons = createSummons({
        ...{ desk, gates, outbox },
        furnish: (roomId, wish, userIds) => furnish(account, roomId as RoomId, wish, userIds),
        clear: (roomId, called) => clearRoster(account, roomId, called),
    });
    const openings = createOpenings({
        ...{ store, http, clock, book, outbox, gates, community, holder, leave, desk, admissions, summons },
        myUserId: me,
        steward: session.agency.steward,
    });
    const crisisParts: CrisisParts = {
        ...{ store, clock, book, gates, messages, community, holder, leave, desk, outbox, toDevice, crypto },
        standbyReady: (template) => standby.readyCount(template),
        join: (roomId) => joinInvited({ http, book, clock }, roomId),
        me: { userId: me, deviceId: session.deviceId },
        agency: configured.own?.agencyUrn ?? null,
        alarms: session.agency.alarms ?? {},
    };
    const crisis = createCrisis(crisisParts);
    // What is written after a crisis is under other keys than what was written in it (crisis SPEC 14.8).
    crisis.phases.onClosed(encryptor.rotate);
    crisis.onChanged(events.crisisChanged);
    const readiness = createReadiness(() => account, events.crisisChanged);
    const { standby, keptSessions, unread } = readiness;
    const names = createNameKeeper({ book, outbox, clock, myUserId: me });
    watchNewDevices({ crypto, store, roomStore, book, names, myUserId: me });
    const devices = createDevices({ http, crypto, session, clock }, events);
    const verifications = createVerifications(crypto, me, events.verificationsChanged);
    repeatRequests(crypto, toDevice, encryptor);
    const trust = createTrustBook(crypto, events.trustChanged);
    crypto.onDevices((userIds) => {
        trust.forget(userIds);
        if (!userIds.includes(me)) return;
        void devices.refresh();
        clearances.identityChanged();
    });
    crypto.sdk.on(CryptoEvent.KeysChanged, () => {
        clearances.identityChanged();
        events.ownKeysChanged();
    });
    const healer = createHealer({
        crypto,
        decryptor,
        book,
        clock,
        myUserId: me,
        onHealed: (entry, healed) => arrivals.healed(entry, healed),
    });

    const arrivals = createArrivals(() => account, events.arrived);
    const sweep = createRoomSweep(book);
    let resumed = false;
    /** What a kill cut off is gone on with when the rooms are known, once a run. */
    const resumeOnce = () => {
        if (resumed) return;
        resumed = true;
        removals.resume();
        void openings.resume();
        void catchUp.resume();
        void readiness.resume().catch(() => {});
    };
    const loop = createSyncLoop({
        ...{ http, connection, clock, myUserId: me },
        mayRest: (roomId) => gates.gateOf(roomId) !== null && !openings.isRunning(),
        async apply(update, isCrowd) {
            await applySync(
                {
                    feed: (told) => feed.update(told, isCrowd),
                    decryptor,
                    encryptor,
                    book,
                    myUserId: me,
                    onAdded: arrivals.added,
                    onToDevice: arrivals.messages,
                    onAccountData: (type, content) => {
                        clearances.accountData(type, content);
                        if (type !== "m.direct") return;
                        book.direct = directOf(content);
                        void records.write("direct", content).catch(() => {});
                    },
                    onJoined: (entry, userId) => {
                        if (entry.record.encryption !== null) encryptor.track([userId]).catch(() => {});
                        // In a labelled room they hear its name when they may read it.
                        if (!isGated(entry)) names.joined(entry.record.roomId);
                    },
                    onSealedState: names.resent,
                    countsAll: (entry) => isFollowed(entry) && !isNewcomer(entry.record.roomId),
                    onGap: catchUp.missing,
                    loadRoom: (roomId) => messages.prepare(roomId).then(() => roomStore.loadRoom(roomId)),
                },
                update,
            );
            sweep.told(update);
            await clearances.apply(update);
            await crisis.apply(update);
            await crisis.taken();
            // What was read is on the screen before the disk, and the homeserver, are busy with what follows.
            await whileDrawn(update);
            await roomStore.save(update.position);
            arrivals.tell();
            clearances.synced();
            if (book.loaded === "all") resumeOnce();
            void uploadLimit.ask();
            officerDesk.synced();
            events.synced();
        },
        onSubscribed: recipients.subscribed,
        onReturned() {
            recipients.returned();
            outbox.connectionReturned();
        },
        onPositionLost: () => {
            sweep.begin();
            recipients.lost();
        },
    });
    const identity = createIdentity({
        ...{ http, crypto, accountData, secretStorage, records, clock },
        userId: me,
        deviceId: session.deviceId,
        opened: openedKey,
    });

    const account: Account = {
        store,
        ...{ paginator, catchUp },
        receipts: createReceipts(http),
        session,
        clock,
        http,
        crypto,
        accountData,
        records,
        connection,
        book,
        roomStore,
        decryptor,
        encryptor,
        recipients,
        toDevice,
        cryptoFeed: feed,
        keptKeys,
        keptSessions,
        clearances,
        officerDesk,
        gates,
        releases,
        messages,
        desk,
        identities,
        ...{ admissions, removals },
        openings,
        summons,
        ...{ standby, unread },
        crisis,
        crisisParts,
        ...{ outbox, expiredSends },
        healer,
        devices,
        verifications,
        trust,
        identity,
        loop,
        deviceTrust,
        accessToken: () => accessToken,
        prepare: (roomId) => carrier.prepare(roomId),
        arrived: (entry, added) => arrivals.added(entry, added, added),
        prepareSend(roomId: string) {
            // Without a connection the attempt itself does it, when there is one.
            if (connection.snapshot().state === "online") void carrier.prepare(roomId).catch(() => {});
        },
        async start(): Promise<void> {
            const position = (await records.read("position")) as SyncPosition | null;
            if (position?.all !== true) sweep.begin();
            void toDevice.resume();
            loop.start(position);
            outbox.resume();
        },
        async stop(): Promise<void> {
            const ofRooms = [names, repeats, removals, gates, retention, recipients];
            for (const part of [...ofRooms, crisis, readiness, catchUp, clearances]) part.stop();
            outbox.pause();
            await loop.stop();
            await messages.stop();
            await outbox.close();
            await roomStore.flush();
            await releases.settled();
            crypto.sdk.stop();
        },
        async replaceToken(token: string): Promise<void> {
            accessToken = token;
            await records.write("session", { ...session, accessToken: token });
        },
    };
    readiness.watch();
    return account;
}
