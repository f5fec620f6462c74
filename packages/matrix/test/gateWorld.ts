import { ok, unwrap } from "@valise/base";
import {
    type CharterWire,
    type ClaimName,
    type ClearanceCrypto,
    formatCharter,
    formatGate,
    type Gate,
    gateNonce,
    payloadDigest,
    presentClaims,
    type StatementWire,
    statementNonce,
} from "@valise/clearance";
import { buildCommunity, createFakeClock, type FakeClock, type TestCommunity, type TestHolder } from "@valise/testkit";
import type { EncryptionTarget } from "../src/crypto/createRoomEncryptor.ts";
import { createLeave } from "../src/gate/holder/createLeave.ts";
import type { StatementToSign } from "../src/gate/holder/Holder.ts";
import type { Identities } from "../src/gate/room/createIdentities.ts";
import { createRoomGates, type RoomGatesParts } from "../src/gate/room/createRoomGates.ts";
import { takeWholeGate } from "../src/gate/room/GateEvents.ts";
import type { Community } from "../src/gate/trust/Community.ts";
import { createCommunity } from "../src/gate/trust/createCommunity.ts";
import type { JsonObject } from "../src/json.ts";
import { applyState } from "../src/rooms/applyState.ts";
import { createRoomBook, type RoomBook } from "../src/rooms/RoomBook.ts";
import { createMemoryBackend } from "../src/store/createMemoryBackend.ts";
import { openRecordStore } from "../src/store/openRecordStore.ts";

export const ROOM = "!room:mfa.example";
const offer = { kind: "peer" } as const;
export const NOW_S = 1_793_491_200;

export const gateOf = (community: TestCommunity, changes: Partial<Gate> = {}): Gate => ({
    room: ROOM,
    epoch: 1,
    iat: NOW_S - 300,
    pol: community.registry.policy("FR")?.urn ?? "",
    lvl: "DR",
    cat: {},
    ceiling: "S",
    admission: "cleared",
    agencies: ["mfa", "mod"].map((id) => community.agency(id).urn),
    admit: [community.agency("mfa").urn],
    present: { history: false },
    ...changes,
});

export const charterOf = (community: TestCommunity, gate: Gate, changes: Partial<CharterWire> = {}): CharterWire =>
    formatCharter({
        room: ROOM,
        seq: 1,
        prev: [],
        iat: NOW_S - 300,
        gate: formatGate(gate),
        owner: community.agency("mfa").urn,
        phase: "open",
        exercise: false,
        retention: { maxAgeS: null, hold: false },
        graceS: 3_600,
        cells: {},
        lowerBy: [community.agency("mfa").urn],
        ...changes,
    });

/** One device of one person, its gate on the real trust data of a test community; the crypto store and server are played. */
export interface GateDevice {
    readonly gates: ReturnType<typeof createRoomGates>;
    readonly community: Community;
    readonly book: RoomBook;
    /** What the gate was made with, for what works beside it. */
    readonly parts: RoomGatesParts;
    readonly rotated: string[];
    readonly readersTold: string[][];
    /** Master keys as this device's crypto store has them; a change is told. */
    setIdentity(userId: string, masterKey: string | null): void;
    /** State as the server tells it. */
    put(...events: readonly StateEvent[]): void;
    putWhole(): void;
    /** The same, and the gate has looked when it resolves. */
    tell(...events: readonly StateEvent[]): Promise<void>;
    /** All of the room's state was asked for, and this was the answer. */
    tellWhole(): Promise<void>;
    looked(): Promise<void>;
    target(): EncryptionTarget;
    /** Another clearance of the same person comes into force. */
    hold(next: TestHolder): Promise<void>;
    /** The next start on the same disk. */
    restart(): Promise<GateDevice>;
}

export interface StateEvent {
    readonly type: string;
    readonly stateKey: string;
    readonly content: object;
}

export interface GateWorld {
    readonly community: TestCommunity;
    readonly clock: FakeClock;
    person(name: string, wish?: Parameters<TestCommunity["holder"]>[1]): Promise<TestHolder>;
    device(me: TestHolder, start?: DeviceStart): Promise<GateDevice>;
    charter(
        by: TestHolder,
        gate?: Partial<Gate>,
        changes?: Partial<CharterWire>,
        also?: readonly Also[],
    ): Promise<Signed>;
    presentation(holder: TestHolder, gate: string, claims?: readonly ClaimName[]): Promise<StateEvent>;
    admission(by: TestHolder, payload: Partial<AdmissionChanges>, charter: Signed): Promise<StateEvent>;
    glass(by: readonly TestHolder[], holder: TestHolder, epoch?: number): Promise<StateEvent>;
    list(id: string, wish?: Parameters<TestCommunity["list"]>[1]): Promise<string>;
    /** Joined, identity known. */
    join(device: GateDevice, ...people: readonly TestHolder[]): Promise<void>;
}

interface DeviceStart {
    /** False: no trust data has come yet. */
    readonly trusted?: boolean;
    /** Plays the homeserver; one that takes everything unless said. */
    readonly http?: RoomGatesParts["http"];
    /** Of an earlier run. */
    readonly disk?: Map<string, unknown>;
    /** True: leave is asked and remembered as the product does; else everything may be shown. */
    readonly asks?: boolean;
}
interface Also {
    readonly holder: TestHolder;
    readonly roles: readonly string[];
}
interface AdmissionChanges {
    readonly iat: number;
    readonly epoch: number;
    readonly add: readonly TestHolder[];
    readonly remove: readonly TestHolder[];
}
export interface Signed {
    readonly event: StateEvent;
    readonly wire: StatementWire;
    readonly digest: string;
    readonly charter: CharterWire;
}

const takesAll = { request: async () => ok({}) } as never;

export async function createGateWorld(verifyWith?: ClearanceCrypto): Promise<GateWorld> {
    const community = await buildCommunity(NOW_S);
    const clock = createFakeClock((NOW_S * 1000) as never);
    const { crypto } = community;
    const verifier = verifyWith ?? crypto;

    const device = async (
        me: TestHolder,
        { trusted = true, http = takesAll, disk = new Map<string, unknown>(), asks = false }: DeviceStart = {},
    ): Promise<GateDevice> => {
        const key = new Uint8Array(32).fill(7);
        const { store } = unwrap(await openRecordStore(createMemoryBackend(disk), { kind: "key", key }));
        const trust = createCommunity({ store, clock, crypto: verifier, configured: community.trust });
        await trust.loaded();
        if (trusted) await takeTrust(community, trust);
        const book = createRoomBook();
        const room = book.ensure(ROOM);
        room.record.encryption = { algorithm: "m.megolm.v1.aes-sha2" };
        room.record.historyVisibility = "joined";
        room.record.creators = ["@claire:mfa.example"];
        room.record.version = "12";
        const keys = new Map<string, string | null>();
        const listeners: ((userIds: readonly string[]) => void)[] = [];
        const identities: Identities = {
            masterKeyOf: (userId) => keys.get(userId),
            read: async (userIds) => {
                for (const userId of userIds) if (!keys.has(userId)) keys.set(userId, null);
            },
            reread: async () => [],
            onChanged: (listener) => void listeners.push(listener),
        };
        let held = me;
        const rotated: string[] = [];
        const readersTold: string[][] = [];
        const working = { count: 0 };
        const counted =
            <A extends unknown[], T>(run: (...given: A) => Promise<T>) =>
            async (...given: A): Promise<T> => {
                working.count++;
                return run(...given).finally(() => working.count--);
            };
        const holder = holderOf(() => held, community, clock);
        const parts: RoomGatesParts = {
            ...{ clock, book, identities, community: trust, myUserId: me.userId },
            store: { ...store, get: counted(store.get), write: counted(store.write) },
            http,
            encryptor: { track: async () => {}, rotate: (roomId) => void rotated.push(roomId) },
            holder: { ...holder, present: counted(holder.present) } as never,
            leave: asks
                ? createLeave({ store, ownAgency: () => me.credential.agency, preApproved: () => new Set() })
                : (openLeave as never),
            onReaders: (_roomId, userIds) => void readersTold.push([...userIds]),
        };
        const gates = createRoomGates(parts);
        const looked = async () => {
            // One's own presentation makes it look again; however long it takes to be made and written down.
            for (let quiet = 0; quiet < 6; quiet = working.count > 0 ? 0 : quiet + 1) {
                await new Promise((resolve) => setTimeout(resolve, 2));
                await gates.gateOf(ROOM)?.looked();
            }
        };
        const made: GateDevice = {
            ...{ gates, community: trust, book, parts, rotated, readersTold, looked },
            setIdentity(userId, masterKey) {
                keys.set(userId, masterKey);
                for (const listener of listeners) listener([userId]);
            },
            put(...events) {
                for (const { type, stateKey, content } of events)
                    applyState(room, { type, state_key: stateKey, content, sender: "@server:lies" }, me.userId);
                book.changed(ROOM);
            },
            async tell(...events) {
                made.put(...events);
                await looked();
            },
            async tellWhole() {
                made.putWhole();
                await looked();
            },
            putWhole() {
                const { charter, clearances } = room.gate;
                const state: JsonObject[] = charter === null ? [] : [charterState(charter)];
                for (const userId of clearances.keys())
                    state.push({ type: "org.valise.clearance", state_key: userId, content: {} });
                takeWholeGate(room.gate, state);
                room.membersComplete = true;
                book.changed(ROOM);
            },
            async hold(next) {
                held = next;
                gates.gateOf(ROOM)?.look();
                await looked();
            },
            target() {
                const joined = [...room.members.values()].filter(({ membership }) => membership === "join");
                const userIds = joined.map(({ userId }) => userId);
                const encryption = room.record.encryption ?? {};
                const historyVisibility = room.record.historyVisibility ?? "";
                return { roomId: ROOM, encryption, historyVisibility, joined: userIds, recipients: userIds };
            },
            async restart() {
                gates.stop();
                const next = await device(me, { trusted, http, disk, asks });
                const { labelled, charterTold } = room.record;
                Object.assign(next.book.ensure(ROOM).record, { labelled, charterTold });
                return next;
            },
        };
        made.setIdentity(me.userId, me.masterKey);
        return made;
    };

    const state = (type: string, stateKey: string, content: object): StateEvent => ({ type, stateKey, content });
    const digestOf = (wire: StatementWire) => payloadDigest(crypto, wire.payload);

    return {
        community,
        clock,
        person: (name, wish) => community.holder(`@${name}`, wish),
        device,
        async charter(by, gate = {}, changes = {}, also = []) {
            const charter = charterOf(community, gateOf(community, gate), changes);
            const signers = [{ holder: by, roles: ["CHARTER"] }, ...also];
            const wire = await community.statement("charter", charter, ROOM, signers);
            return { event: state("org.valise.charter", "", wire), wire, digest: await digestOf(wire), charter };
        },
        async presentation(holder, gate, claims = ["lvl:DR"]) {
            const nonce = await gateNonce(crypto, gate);
            const show = { disclose: claims, audience: ROOM, nonce, signedAtS: NOW_S };
            const text = unwrap(await presentClaims(holder.credential, show, holder.sign, crypto));
            return state("org.valise.clearance", holder.userId, { presentation: text });
        },
        async admission(by, { add = [], remove = [], ...rest }, charter) {
            const payload = {
                ...{
                    room: ROOM,
                    epoch: 1,
                    iat: NOW_S - 200,
                    floor: { seq: charter.charter.seq, digest: charter.digest },
                },
                ...rest,
                add: add.map(({ userId, masterKey }) => ({ sub: userId, mxk: masterKey })),
                remove: remove.map(({ userId }) => userId),
            };
            const wire = await community.statement("admission", payload, ROOM, [{ holder: by, roles: ["CHARTER"] }]);
            return state("org.valise.admission", (await digestOf(wire)).slice(0, 22), wire);
        },
        async glass(by, { userId, masterKey }, epoch = 1) {
            const payload = {
                ...{ room: ROOM, sub: userId, mxk: masterKey, epoch, reason: "the only one on duty" },
                ...{ iat: NOW_S - 60, exp: NOW_S + 3_600 },
            };
            const signers = by.map((holder) => ({ holder, roles: ["GLASS"] }));
            const wire = await community.statement("break-glass", payload, ROOM, signers);
            return state("org.valise.glass", (await digestOf(wire)).slice(0, 22), wire);
        },
        list: (id, wish) => community.list(id, wish),
        async join(on, ...people) {
            for (const { userId, masterKey } of people) on.setIdentity(userId, masterKey);
            await on.tell(...people.map(({ userId }) => state("m.room.member", userId, { membership: "join" })));
        },
    };
}

const charterState = (content: JsonObject): JsonObject => ({ type: "org.valise.charter", state_key: "", content });

/** The bundle and a list of each agency, as a peer hands them over. */
export async function takeTrust(community: TestCommunity, trust: Community): Promise<void> {
    await trust.takeBundle(await community.bundle(), offer);
    for (const { id } of community.agencies) await trust.takeList(await community.list(id), offer);
}

/** A person who shows everything they hold wherever they are asked. */
const openLeave = {
    notYetShown: () => [],
    rememberShown: async () => {},
    ask: () => {},
    askOf: () => null,
    onAnswered: () => {},
    loaded: async () => {},
};

function holderOf(held: () => TestHolder, { crypto }: TestCommunity, clock: FakeClock) {
    const present = (disclose: readonly ClaimName[], audience: string, nonce: string) => {
        const signedAtS = Math.floor(clock.nowMs() / 1000);
        return presentClaims(held().credential, { disclose, audience, nonce, signedAtS }, held().sign, crypto);
    };
    return {
        credential: () => held().credential,
        code: () => null,
        clearance: () => null,
        loaded: async () => {},
        onChanged: () => {},
        present,
        async signStatement({ kind, audience, payload }: StatementToSign, role: string) {
            return present([`role:${role}`], audience, await statementNonce(crypto, kind, payload));
        },
    };
}
