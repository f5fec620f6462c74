import type { Clock } from "@valise/base";
import type { AgencyTrustSnapshot, ClearanceSnapshot, CommunityTrustSnapshot } from "@valise/bridge";
import { type ClaimName, chooseCrypto, type TrustBundle } from "@valise/clearance";
import type { AccountData } from "../crypto/accountDataClient.ts";
import { masterKeyOf, masterSeed, signWithMasterKey } from "../crypto/masterKey.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { ISSUED_TYPE } from "../desk/wire.ts";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { asString, type JsonObject } from "../json.ts";
import type { RoomBook } from "../rooms/RoomBook.ts";
import type { RecordStore } from "../store/RecordStore.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import type { SyncUpdate } from "../sync/SyncUpdate.ts";
import { wire } from "../wire.ts";
import { type ClearanceShare, createClearanceShare } from "./holder/createClearanceShare.ts";
import { createHolder } from "./holder/createHolder.ts";
import { createLeave, type Leave } from "./holder/createLeave.ts";
import { createRequests, type Requests } from "./holder/createRequests.ts";
import type { Holder } from "./holder/Holder.ts";
import type { Community } from "./trust/Community.ts";
import { createCommunity } from "./trust/createCommunity.ts";
import { createTrustRoom } from "./trust/createTrustRoom.ts";
import { takeOffer } from "./trust/takeOffer.ts";

/** What an administrator configured for this account. */
export interface ConfiguredTrust {
    readonly community: CommunityTrustSnapshot | null;
    /** Of the own agency; null where it takes no part. */
    readonly own: AgencyTrustSnapshot | null;
}

export interface ClearanceParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly http: MatrixHttp;
    readonly accountData: AccountData;
    readonly crypto: CryptoParts;
    readonly book: RoomBook;
    readonly toDevice: ToDevice;
    readonly userId: string;
    readonly configured: ConfiguredTrust;
}

/** What this account trusts and holds (protocol 1, 3, 4): the gate of every room is built on it. */
export interface Clearances {
    readonly configured: ConfiguredTrust;
    readonly community: Community;
    readonly holder: Holder;
    readonly leave: Leave;
    readonly requests: Requests;
    readonly share: ClearanceShare;
    snapshot(): ClearanceSnapshot;
    onChanged(listener: () => void): void;
    /** An answer of the server: trust data is on the disk when it resolves. */
    apply(update: SyncUpdate): Promise<void>;
    /** Of the person's own account data. */
    accountData(type: string, content: JsonObject): void;
    /** The answer was written: what needs the network goes on behind it. */
    synced(): void;
    /** The own identity may be another, or on this device now. */
    identityChanged(): void;
    stop(): void;
}

export async function createClearances(parts: ClearanceParts): Promise<Clearances> {
    const { store, clock, http, accountData, book, userId, configured } = parts;
    const crypto = await chooseCrypto(globalThis.crypto.subtle);
    const community = createCommunity({ store, clock, crypto, configured: configured.community });
    const roomId = configured.own?.roomId ?? null;
    const trustRoom = createTrustRoom({ http, book, clock, community, roomId });
    const master = {
        read: () => masterKeyOf(parts.crypto, userId),
        sign: (masterKey: string, text: string) => signWithMasterKey(parts.crypto, userId, masterKey, text),
    };
    const holder = createHolder({ store, clock, crypto, community, userId, master });
    const leave = createLeave({
        store,
        ownAgency: () => holder.credential()?.agency ?? configured.own?.agencyUrn ?? null,
        preApproved: (agency) => preApprovedFor(agency, holder.credential()?.pol, community.context()?.bundle),
    });
    const requests = createRequests(store);
    holder.onChanged(() => {
        const text = holder.credential() === null ? null : holder.text();
        if (text !== null) void requests.loaded().then(() => requests.held(text));
    });
    const share = createClearanceShare({ accountData, holder, userId, masterSeed: () => masterSeed(parts.crypto) });

    parts.toDevice.on(ISSUED_TYPE, async ({ senderId, content }) => {
        const text = asString(content.credential);
        if (text === null || configured.own?.officers.includes(senderId) !== true) return;
        // Signatures decide; the sender's name only keeps strangers from costing anything.
        await holder.offer(text);
    });
    parts.toDevice.on(wire.trustOffer, ({ content }) => takeOffer(community, content));

    return {
        ...{ configured, community, holder, leave, requests, share },
        snapshot() {
            const own = holder.snapshot();
            const waits = own.state !== "held" && requests.last() !== null;
            return { ...own, state: waits ? "requested" : own.state, trust: community.snapshot(), rows: leave.rows() };
        },
        onChanged(listener) {
            for (const source of [community, holder, leave, requests]) source.onChanged(listener);
        },
        apply: (update) => trustRoom.apply(update),
        accountData(type, content) {
            if (type === wire.clearance) share.received(content);
        },
        synced() {
            if (book.loaded === "all") trustRoom.ensure();
            if (holder.masterKey() === null) void holder.reread();
            if (configured.community !== null) void share.settle();
        },
        identityChanged: () => void holder.reread(),
        stop() {
            community.stop();
            holder.stop();
        },
    };
}

const nothing: ReadonlySet<ClaimName> = new Set();

/** What the community has signed that holders under this policy may show to its agencies unasked (clearance SPEC 4.8). */
function preApprovedFor(agency: string, pol = "", bundle?: TrustBundle): ReadonlySet<ClaimName> {
    return bundle?.agencies.has(agency) === true ? (bundle.policies.get(pol)?.preApproved ?? nothing) : nothing;
}
