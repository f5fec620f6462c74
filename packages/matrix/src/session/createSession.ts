import { err, ok, type Result } from "@valise/base";
import type { AgencySnapshot, CommunityTrustSnapshot, EngineFailure, SessionPhase } from "@valise/bridge";
import type { ConfiguredTrust } from "../gate/createClearances.ts";
import { createMatrixHttp, type MatrixHttp } from "../http/createMatrixHttp.ts";
import { asObject } from "../json.ts";
import { createRoomStore } from "../rooms/createRoomStore.ts";
import { directOf } from "../rooms/directOf.ts";
import { createRoomBook, type RoomBook } from "../rooms/RoomBook.ts";
import type { OpenedStore, StoreProtection } from "../store/openOptions.ts";
import { openRecordStore } from "../store/openRecordStore.ts";
import type { RecordBackend } from "../store/RecordBackend.ts";
import type { Account, AccountEvents, SessionRecord } from "./Account.ts";
import { createAccount, type KeptRooms } from "./createAccount.ts";
import { createIdentityFlow } from "./createIdentityFlow.ts";
import type { Platform } from "./Platform.ts";
import { readSignInOptions } from "./readSignInOptions.ts";
import { createSessionRecords } from "./SessionRecords.ts";
import { createSessionState } from "./SessionState.ts";
import { onlyAs, signInWithPassword, signInWithToken } from "./signIn.ts";
import { storeFailure } from "./storeFailure.ts";

/** What an administrator configured: it comes with every start and is never taken from the store or a homeserver. */
interface ManagedConfig {
    readonly agencies: readonly AgencySnapshot[];
    readonly trust: CommunityTrustSnapshot | null;
}

export type Session = ReturnType<typeof createSession>;

export interface SessionParts {
    readonly platform: Platform;
    /** The session's snapshot changed. */
    changed(): void;
    /** The rooms of the last run are here, before the account that goes on with them. */
    roomsRead(book: RoomBook, myUserId: string): void;
    /** An account came or went: topics are built from it anew. */
    accountChanged(account: Account | null): void;
    readonly events: Omit<AccountEvents, "tokenGone" | "connectionChanged" | "proofChanged">;
}

/** The phases of a session and the commands that lead from one to the next. At most one account at a time. */
export function createSession(parts: SessionParts) {
    const { platform, changed } = parts;
    const state = createSessionState();
    let managed: ManagedConfig = { agencies: [], trust: null };
    let backend: RecordBackend | null = null;
    let lock: Disposable | null = null;
    let opened: OpenedStore | null = null;
    let account: Account | null = null;
    let starting: Promise<Result<void, EngineFailure>> | null = null;

    const enter = (phase: SessionPhase, failure: EngineFailure | null = null) => {
        state.phase = phase;
        state.failure = failure;
        changed();
    };
    const setAccount = (next: Account | null) => {
        account = next;
        parts.accountChanged(next);
        changed();
    };
    platform.onOnline?.(() => account?.loop.retryNow());
    const flow = createIdentityFlow({ state, enter, changed, account: () => account });

    const openStore = async (protection: StoreProtection | null): Promise<Result<void, EngineFailure>> => {
        if (lock === null && platform.lock !== null) {
            const acquired = await platform.lock.acquire(30_000);
            if (!acquired.ok) return err(fail({ kind: "store-in-use" }));
            lock = acquired.value;
        }
        try {
            backend ??= await platform.openBackend();
        } catch {
            return err({ kind: "store-corrupt", part: "settings" });
        }
        const result = await openRecordStore(backend, protection);
        if (result.ok) {
            opened = result.value;
            return ok();
        }
        return err(storeFailure(result.error));
    };

    const fail = (failure: EngineFailure): EngineFailure => {
        enter("failed", failure);
        return failure;
    };

    /** By the configuration of this start; whatever was configured at sign-in is past. */
    const trustOf = ({ agency }: SessionRecord): ConfiguredTrust => ({
        community: managed.trust,
        own: managed.agencies.find(({ id }) => id === agency.id)?.trust ?? null,
    });

    const keptRooms = async ({ store }: OpenedStore, { userId }: SessionRecord): Promise<KeptRooms> => {
        const book = createRoomBook();
        const roomStore = createRoomStore(store, book);
        await roomStore.load();
        book.hidden = new Set(managed.agencies.flatMap(({ trust }) => trust?.roomId ?? []));
        book.direct = directOf(await createSessionRecords(store).read("direct"));
        parts.roomsRead(book, userId);
        return { book, roomStore };
    };

    const startNow = async (protection: StoreProtection | null): Promise<Result<void, EngineFailure>> => {
        let key = protection;
        try {
            key ??= await hostProtection(platform);
        } catch {
            return err(fail({ kind: "store-key-wrong" }));
        }
        const result = await openStore(key);
        if (result.ok) return goOn();
        // Neither is a failure: no store yet, or one whose key the person holds.
        const phase = result.error.kind === "not-signed-in" ? "signed-out" : "locked";
        if (result.error.kind !== "not-signed-in" && result.error.kind !== "verify-needed")
            return err(fail(result.error));
        enter(phase);
        return ok();
    };

    const goOn = async (): Promise<Result<void, EngineFailure>> => {
        if (opened === null) return err({ kind: "not-signed-in" });
        const kept = asObject(await createSessionRecords(opened.store).read("session")) as SessionRecord | null;
        if (kept === null) {
            enter("signed-out");
            return ok();
        }
        // Whether this is an administrator's machine is said at every start.
        const { adminUrl = null, alarms = null } = agencyOf(kept.agency.id) ?? {};
        const record: SessionRecord = { ...kept, agency: { ...kept.agency, adminUrl, alarms } };
        try {
            const rooms = await keptRooms(opened, record);
            setAccount(await createAccount(platform, opened, record, rooms, trustOf(record), accountEvents));
        } catch {
            return err(fail({ kind: "store-corrupt", part: "crypto" }));
        }
        await flow.restore();
        if (state.phase !== "soft-signed-out") await account?.start();
        return ok();
    };

    const accountEvents: AccountEvents = {
        ...parts.events,
        connectionChanged: () => {
            changed();
            if (account?.connection.snapshot().state === "online") flow.onOnline();
        },
        proofChanged: () => changed(),
        tokenGone: (soft) => void onTokenGone(soft),
    };

    const onTokenGone = async (soft: boolean) => {
        if (account === null || state.phase === "soft-signed-out") return;
        const failure: EngineFailure = { kind: "signed-out-by-server", soft };
        if (soft) {
            enter("soft-signed-out", failure);
            await account.records.write("phase", { phase: "soft-signed-out" });
            account.outbox.pause();
            await account.loop.stop();
            return;
        }
        await wipe();
        enter("signed-out", failure);
    };

    const wipe = async () => {
        const leaving = account;
        setAccount(null);
        if (leaving !== null) await leaving.stop().catch(() => {});
        await opened?.store.clear();
        await platform.deleteCryptoStore();
        Object.assign(state, createSessionState());
    };

    const agencyOf = (agencyId: string) => managed.agencies.find(({ id }) => id === agencyId);

    /** A new device, by whatever way in; what an earlier person left on this machine goes first. */
    const signInBy = async (
        agencyId: string,
        named: string | null,
        logIn: (http: MatrixHttp, agency: AgencySnapshot) => Promise<Result<SessionRecord, EngineFailure>>,
    ): Promise<Result<void, EngineFailure>> => {
        if (account !== null) return err({ kind: "already-signed-in" });
        const agency = agencyOf(agencyId);
        if (agency === undefined) return err({ kind: "invalid-input", path: "agencyId" });
        if (opened === null) return err({ kind: "store-key-wrong" });
        enter("signing-in");
        const signedIn = await onlyAs(named, await logIn(plainHttp(platform, agency), agency), (token) =>
            plainHttp(platform, agency, token),
        );
        if (!signedIn.ok) {
            enter("signed-out", signedIn.error);
            return signedIn;
        }
        const session = signedIn.value;
        await platform.deleteCryptoStore();
        await opened.store.clear();
        await createSessionRecords(opened.store).write("session", session);
        const rooms = await keptRooms(opened, session);
        const made = await createAccount(platform, opened, session, rooms, trustOf(session), accountEvents);
        setAccount(made);
        await made.start();
        await flow.decide();
        return ok();
    };

    /** The same device under a new token; somebody else who signed in instead gets nothing. */
    const goOnAs = async (
        known: Account,
        logIn: (http: MatrixHttp) => Promise<Result<SessionRecord, EngineFailure>>,
    ): Promise<Result<void, EngineFailure>> => {
        const { userId, agency } = known.session;
        const signedIn = await onlyAs(userId, await logIn(plainHttp(platform, agency)), (token) =>
            plainHttp(platform, agency, token),
        );
        if (!signedIn.ok) return signedIn;
        await known.replaceToken(signedIn.value.accessToken);
        await known.records.remove("phase");
        enter("signing-in");
        await flow.restore();
        await known.start();
        return ok();
    };

    return {
        state,
        flow,
        account: () => account,
        async start(next: ManagedConfig, protection: StoreProtection | null) {
            managed = next;
            starting ??= startNow(protection);
            const result = await starting;
            if (!result.ok) starting = null;
            return result;
        },
        async unlock(protection: StoreProtection): Promise<Result<void, EngineFailure>> {
            if (opened !== null) return ok();
            const result = await openStore(protection);
            return result.ok ? goOn() : result;
        },
        async signInOptions({ agencyId }: { agencyId: string }) {
            const agency = agencyOf(agencyId);
            if (agency === undefined) return err<EngineFailure>({ kind: "invalid-input", path: "agencyId" });
            return readSignInOptions(plainHttp(platform, agency), agency, platform.clock);
        },
        signIn: (input: { agencyId: string; user: string; password: string; deviceName: string }) =>
            signInBy(input.agencyId, null, (http, agency) =>
                signInWithPassword(http, agency, { ...input, deviceId: null }, platform.clock),
            ),
        signInWithToken(input: { agencyId: string; token: string; deviceName: string; user: string | null }) {
            if (account !== null && state.phase === "soft-signed-out") {
                const { agency, deviceId } = account.session;
                return goOnAs(account, (http) => signInWithToken(http, agency, { ...input, deviceId }, platform.clock));
            }
            return signInBy(input.agencyId, input.user, (http, agency) =>
                signInWithToken(http, agency, { ...input, deviceId: null }, platform.clock),
            );
        },
        async reauthenticate(password: string): Promise<Result<void, EngineFailure>> {
            if (account === null) return err({ kind: "not-signed-in" });
            const { userId, deviceId, agency } = account.session;
            const input = { user: userId, password, deviceName: "", deviceId };
            return goOnAs(account, (http) => signInWithPassword(http, agency, input, platform.clock));
        },
        async signOut(): Promise<Result<void, EngineFailure>> {
            if (account !== null) {
                const leaving = account;
                await leaving.loop.stop();
                await leaving.http.request("POST", "/_matrix/client/v3/logout", { body: {}, timeoutMs: 5_000 });
            }
            await wipe();
            enter("signed-out");
            return ok();
        },
        /** Stops everything and lets go of the store; the session stays for the next start. */
        async close(): Promise<void> {
            const leaving = account;
            account = null;
            await leaving?.stop();
            await opened?.store.close();
            opened = null;
            backend = null;
            lock?.[Symbol.dispose]();
            lock = null;
        },
    };
}

async function hostProtection(platform: Platform): Promise<StoreProtection | null> {
    const key = await platform.storeKey();
    return key === null ? null : { kind: "key", key };
}

function plainHttp(platform: Platform, agency: AgencySnapshot, accessToken: string | null = null) {
    return createMatrixHttp({
        baseUrl: agency.clientUrl,
        fetch: platform.fetch,
        accessToken: () => accessToken,
        onTokenGone: () => {},
        onHeard: () => {},
    });
}
