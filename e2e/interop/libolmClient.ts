import Olm from "@matrix-org/olm";
import { canonicalJson } from "./canonicalJson.ts";
import { type MatrixHttp, MatrixHttpError } from "./matrixHttp.ts";

const megolm = "m.megolm.v1.aes-sha2";
const olm = "m.olm.v1.curve25519-aes-sha2";

interface ToDeviceEvent {
    readonly type: string;
    readonly sender: string;
    readonly content: {
        readonly ciphertext?: Record<string, { type: 0 | 1; body: string }>;
        readonly sender_key?: string;
        readonly reason?: string;
    };
}

interface RoomEvent {
    readonly type: string;
    readonly content: Record<string, string>;
}

interface RoomKey {
    readonly room_id: string;
    readonly session_id: string;
    readonly session_key: string;
}

/** A session in the form that forwarded and exported keys have. */
export function exportedKey(session: Olm.OutboundGroupSession): string {
    const inbound = new Olm.InboundGroupSession();
    try {
        inbound.create(session.session_key());
        return inbound.export_session(inbound.first_known_index());
    } finally {
        inbound.free();
    }
}

/** What is said inside Olm; `recipient` and `sender` may lie, as a hostile client's would. */
export interface SealedToDevice {
    readonly type: string;
    readonly content: object;
    readonly recipient?: string;
    readonly sender?: string;
}

/**
 * A Matrix client on libolm, the implementation that shares no code with ours: enough of one to exchange room keys
 * and messages with a device of our engine. Test code only.
 */
export class LibolmClient {
    readonly http: MatrixHttp;
    readonly #account = new Olm.Account();
    readonly #inbound = new Map<string, Olm.InboundGroupSession>();
    readonly #outbound = new Map<string, Olm.OutboundGroupSession>();
    /** By the other device's Curve25519 key, newest first. */
    readonly #olmSessions = new Map<string, Olm.Session[]>();
    /** By room, what waits for its key. */
    readonly #keyless = new Map<string, readonly RoomEvent[]>();
    #since: string | null = null;
    #master: Olm.PkSigning | null = null;
    #masterKey = "";
    /** To-device events that came, whatever became of them. */
    readonly #told: ToDeviceEvent[] = [];

    private constructor(http: MatrixHttp) {
        this.http = http;
        this.#account.create();
    }

    /** Signs in's second half: uploads device keys and one-time keys, makes a cross-signing identity, signs the device. */
    static async start(http: MatrixHttp, password: string): Promise<LibolmClient> {
        await Olm.init();
        const client = new LibolmClient(http);
        await client.#uploadKeys();
        await client.#makeIdentity(password);
        return client;
    }

    /** As `start`, but its owner has never signed this device: what an intruder with the password has. */
    static async startUnsigned(http: MatrixHttp): Promise<LibolmClient> {
        await Olm.init();
        const client = new LibolmClient(http);
        await client.#uploadKeys();
        return client;
    }

    /** How many room keys have reached this device. */
    get roomKeyCount(): number {
        return this.#inbound.size;
    }

    /** Olm messages that were addressed to this device, readable or not. */
    get sealedCount(): number {
        return this.#told.filter(({ type }) => type === "m.room.encrypted").length;
    }

    /** What senders said of keys they did not give. */
    get withheldReasons(): readonly string[] {
        return this.#told.flatMap(({ type, content }) =>
            type === "m.room_key.withheld" && content.reason !== undefined ? [content.reason] : [],
        );
    }

    /** Cross-signing master key, unpadded base64. */
    get masterKey(): string {
        return this.#masterKey;
    }

    signAsMaster(text: string): Uint8Array<ArrayBuffer> {
        const signature = this.#master?.sign(text) ?? "";
        return Uint8Array.from(atob(signature), (char) => char.charCodeAt(0));
    }

    /** Throws the identity away and makes another, as whoever has the password can. */
    replaceIdentity(password: string): Promise<void> {
        return this.#makeIdentity(password);
    }

    get curve25519(): string {
        return this.#keys().curve25519;
    }

    get ed25519(): string {
        return this.#keys().ed25519;
    }

    [Symbol.dispose](): void {
        this.#account.free();
        this.#master?.free();
        for (const session of [...this.#inbound.values(), ...this.#outbound.values()]) session.free();
        for (const session of [...this.#olmSessions.values()].flat()) session.free();
    }

    #keys(): { curve25519: string; ed25519: string } {
        return JSON.parse(this.#account.identity_keys());
    }

    #deviceKeys() {
        const { userId, deviceId } = this.http;
        const { curve25519, ed25519 } = this.#keys();
        const keys = { [`curve25519:${deviceId}`]: curve25519, [`ed25519:${deviceId}`]: ed25519 };
        return this.#signed({ algorithms: [olm, megolm], device_id: deviceId, keys, user_id: userId });
    }

    #signed<T extends object>(object: T) {
        const { userId, deviceId } = this.http;
        const signature = this.#account.sign(canonicalJson(object));
        return { ...object, signatures: { [userId]: { [`ed25519:${deviceId}`]: signature } } };
    }

    async #uploadKeys(): Promise<void> {
        this.#account.generate_one_time_keys(20);
        const { curve25519 } = JSON.parse(this.#account.one_time_keys()) as { curve25519: Record<string, string> };
        const oneTimeKeys = Object.fromEntries(
            Object.entries(curve25519).map(([id, key]) => [`signed_curve25519:${id}`, this.#signed({ key })]),
        );
        await this.http.call("POST", "/keys/upload", { device_keys: this.#deviceKeys(), one_time_keys: oneTimeKeys });
        this.#account.mark_keys_as_published();
    }

    async #makeIdentity(password: string): Promise<void> {
        const { userId, deviceId } = this.http;
        const master = new Olm.PkSigning();
        const selfSigning = new Olm.PkSigning();
        const userSigning = new Olm.PkSigning();
        try {
            const masterKey = master.init_with_seed(master.generate_seed());
            const key = (signer: Olm.PkSigning, usage: string) => {
                const publicKey = usage === "master" ? masterKey : signer.init_with_seed(signer.generate_seed());
                const object = { keys: { [`ed25519:${publicKey}`]: publicKey }, usage: [usage], user_id: userId };
                const signature = master.sign(canonicalJson(object));
                return {
                    publicKey,
                    object: { ...object, signatures: { [userId]: { [`ed25519:${masterKey}`]: signature } } },
                };
            };
            const own = key(selfSigning, "self_signing");
            const keys = {
                master_key: key(master, "master").object,
                self_signing_key: own.object,
                user_signing_key: key(userSigning, "user_signing").object,
            };
            await this.#withPassword("/keys/device_signing/upload", keys, password);
            const { signatures: _, ...device } = this.#deviceKeys();
            const signature = selfSigning.sign(canonicalJson(device));
            const signed = { ...device, signatures: { [userId]: { [`ed25519:${own.publicKey}`]: signature } } };
            await this.http.call("POST", "/keys/signatures/upload", { [userId]: { [deviceId]: signed } });
            this.#master?.free();
            this.#master = master;
            this.#masterKey = masterKey;
        } finally {
            for (const signer of [selfSigning, userSigning]) signer.free();
        }
    }

    async #withPassword(path: string, body: object, password: string): Promise<void> {
        try {
            await this.http.call("POST", path, body);
        } catch (error) {
            if (!(error instanceof MatrixHttpError) || error.status !== 401) throw error;
            const identifier = { type: "m.id.user", user: this.http.userId };
            const auth = { type: "m.login.password", identifier, password, session: error.body.session };
            await this.http.call("POST", path, { ...body, auth });
        }
    }

    /** Shares a new room key with every device of these people, then sends one encrypted message. Resolves to its event id. */
    async send(roomId: string, readers: readonly string[], content: object, type = "m.room.message"): Promise<string> {
        const session = await this.#outboundSession(roomId, readers);
        const { curve25519 } = this.#keys();
        const payload = { type, room_id: roomId, content };
        const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.encrypted/${crypto.randomUUID()}`;
        const answer = await this.http.call("PUT", path, {
            algorithm: megolm,
            ciphertext: session.encrypt(JSON.stringify(payload)),
            device_id: this.http.deviceId,
            sender_key: curve25519,
            session_id: session.session_id(),
        });
        return String(answer.event_id);
    }

    /** The key of what was sent to a room, from its first message, in the format of the specification's key export. */
    exportRoomKeys(roomId: string): string {
        const sessionId = this.#outbound.get(roomId)?.session_id() ?? "";
        const own = this.#inbound.get(sessionId);
        if (own === undefined) return "[]";
        const { curve25519, ed25519 } = this.#keys();
        const exported = {
            algorithm: megolm,
            room_id: roomId,
            session_id: sessionId,
            session_key: own.export_session(own.first_known_index()),
            sender_key: curve25519,
            sender_claimed_keys: { ed25519 },
            forwarding_curve25519_key_chain: [],
        };
        return JSON.stringify([exported]);
    }

    async #outboundSession(roomId: string, readers: readonly string[]): Promise<Olm.OutboundGroupSession> {
        const known = this.#outbound.get(roomId);
        if (known !== undefined) return known;
        const { session, roomKey } = this.makeSession(roomId);
        await this.sendSealed(readers, { type: "m.room_key", content: roomKey });
        return session;
    }

    /** A new Megolm session for the room's next messages, told to nobody yet, and its `m.room_key` content. */
    makeSession(roomId: string): { session: Olm.OutboundGroupSession; roomKey: Record<string, string> } {
        this.#outbound.get(roomId)?.free();
        const session = new Olm.OutboundGroupSession();
        session.create();
        this.#outbound.set(roomId, session);
        const own = new Olm.InboundGroupSession();
        own.create(session.session_key());
        this.#inbound.set(session.session_id(), own);
        const roomKey = {
            algorithm: megolm,
            room_id: roomId,
            session_id: session.session_id(),
            session_key: session.session_key(),
        };
        return { session, roomKey };
    }

    /** Sends a to-device event through Olm to every device of these people but this one. */
    async sendSealed(readers: readonly string[], sealed: SealedToDevice): Promise<void> {
        const deviceKeys = Object.fromEntries(readers.map((reader) => [reader, []]));
        const query = (await this.http.call("POST", "/keys/query", { device_keys: deviceKeys })) as {
            device_keys: Record<string, Record<string, { keys: Record<string, string> }>>;
        };
        for (const [userId, devices] of Object.entries(query.device_keys)) {
            for (const [deviceId, device] of Object.entries(devices)) {
                if (userId === this.http.userId && deviceId === this.http.deviceId) continue;
                await this.#sendSealedTo(userId, deviceId, device.keys, sealed);
            }
        }
    }

    async #sendSealedTo(
        userId: string,
        deviceId: string,
        keys: Record<string, string>,
        sealed: SealedToDevice,
    ): Promise<void> {
        const claim = (await this.http.call("POST", "/keys/claim", {
            one_time_keys: { [userId]: { [deviceId]: "signed_curve25519" } },
        })) as { one_time_keys: Record<string, Record<string, Record<string, { key: string }>>> };
        const oneTimeKey = Object.values(claim.one_time_keys[userId]?.[deviceId] ?? {})[0]?.key;
        const theirCurve = keys[`curve25519:${deviceId}`];
        const theirEd = keys[`ed25519:${deviceId}`];
        if (oneTimeKey === undefined || theirCurve === undefined || theirEd === undefined) return;
        const session = new Olm.Session();
        session.create_outbound(this.#account, theirCurve, oneTimeKey);
        this.#rememberSession(theirCurve, session);
        const payload = {
            sender: this.http.userId,
            recipient: userId,
            recipient_keys: { ed25519: theirEd },
            keys: { ed25519: this.#keys().ed25519 },
            sender_device_keys: this.#deviceKeys(),
            ...sealed,
        };
        const encrypted = {
            algorithm: olm,
            sender_key: this.#keys().curve25519,
            ciphertext: { [theirCurve]: session.encrypt(JSON.stringify(payload)) },
        };
        await this.http.call("PUT", `/sendToDevice/m.room.encrypted/${crypto.randomUUID()}`, {
            messages: { [userId]: { [deviceId]: encrypted } },
        });
    }

    /**
     * Asks the server once for what is new, takes in room keys, and decrypts the messages of one room. A message may
     * come ahead of its key, which travels by itself between homeservers: it is given when the key is there.
     */
    async receive(roomId: string): Promise<Record<string, unknown>[]> {
        const since = this.#since === null ? "" : `&since=${encodeURIComponent(this.#since)}`;
        const sync = (await this.http.call("GET", `/sync?timeout=1000${since}`)) as {
            next_batch: string;
            to_device?: { events: ToDeviceEvent[] };
            rooms?: {
                join?: Record<string, { timeline: { events: RoomEvent[] } }>;
            };
        };
        this.#since = sync.next_batch;
        for (const event of sync.to_device?.events ?? []) {
            this.#told.push(event);
            this.#takeRoomKey(event);
        }
        const came = sync.rooms?.join?.[roomId]?.timeline.events ?? [];
        const sealed = came.filter((event) => event.type === "m.room.encrypted");
        const keyless: RoomEvent[] = [];
        const read = [...(this.#keyless.get(roomId) ?? []), ...sealed].flatMap((event) => {
            const { session_id: sessionId = "", ciphertext } = event.content;
            const session = this.#inbound.get(sessionId);
            if (session === undefined) keyless.push(event);
            if (session === undefined || ciphertext === undefined) return [];
            const plain = decryptFrom(session, ciphertext);
            return plain === null ? [] : [JSON.parse(plain)];
        });
        this.#keyless.set(roomId, keyless);
        return read;
    }

    #takeRoomKey(event: ToDeviceEvent): void {
        const message = event.content.ciphertext?.[this.#keys().curve25519];
        const sender = event.content.sender_key;
        if (event.type !== "m.room.encrypted" || message === undefined || sender === undefined) return;
        const plain = this.#decryptOlm(sender, message.type, message.body);
        if (plain === null) return;
        const payload = JSON.parse(plain) as { type: string; content: RoomKey };
        if (payload.type !== "m.room_key") return;
        const inbound = new Olm.InboundGroupSession();
        inbound.create(payload.content.session_key);
        this.#inbound.set(payload.content.session_id, inbound);
    }

    /** A reply comes in the session that we opened (type 1); a first word opens one (type 0). */
    #decryptOlm(sender: string, type: 0 | 1, body: string): string | null {
        for (const session of this.#olmSessions.get(sender) ?? []) {
            if (type === 1 || session.matches_inbound(body)) return session.decrypt(type, body);
        }
        if (type === 1) return null;
        const session = new Olm.Session();
        session.create_inbound(this.#account, body);
        this.#account.remove_one_time_keys(session);
        this.#rememberSession(sender, session);
        return session.decrypt(type, body);
    }

    #rememberSession(curve25519: string, session: Olm.Session): void {
        this.#olmSessions.set(curve25519, [session, ...(this.#olmSessions.get(curve25519) ?? [])]);
    }

    async join(roomId: string): Promise<void> {
        await this.http.call("POST", `/join/${encodeURIComponent(roomId)}`);
    }
}

/** Null: the session was shared from a later message on. */
function decryptFrom(session: Olm.InboundGroupSession, ciphertext: string): string | null {
    try {
        return session.decrypt(ciphertext).plaintext;
    } catch (error) {
        if (error instanceof Error && error.message === "OLM.UNKNOWN_MESSAGE_INDEX") return null;
        throw error;
    }
}
