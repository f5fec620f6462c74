import type { OlmMachine } from "@matrix-org/matrix-sdk-crypto-wasm";
import { ClientEvent, createClient, type MatrixClient, type MatrixEvent, MsgType, SyncState } from "matrix-js-sdk";
import type { Logger } from "matrix-js-sdk/lib/logger.js";

const silent: Logger = {
    trace: () => {},
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: () => {},
    getChild: () => silent,
};

/** A plain matrix-js-sdk client, set up as any stock client is: the one other people run in the same room. */
export class StockClient {
    readonly client: MatrixClient;

    private constructor(client: MatrixClient) {
        this.client = client;
    }

    static async start(clientUrl: string, userId: string, password: string): Promise<StockClient> {
        const signIn = createClient({ baseUrl: clientUrl, logger: silent });
        const login = await signIn.loginRequest({
            type: "m.login.password",
            identifier: { type: "m.id.user", user: userId },
            password,
        });
        const client = createClient({
            baseUrl: clientUrl,
            logger: silent,
            accessToken: login.access_token,
            userId: login.user_id,
            deviceId: login.device_id,
        });
        await client.initRustCrypto({ useIndexedDB: false });
        const auth = { type: "m.login.password", identifier: { type: "m.id.user", user: userId }, password };
        await client.getCrypto()?.bootstrapCrossSigning({
            authUploadDeviceSigningKeys: async (makeRequest) => {
                await makeRequest(auth);
            },
        });
        await client.startClient({ initialSyncLimit: 20 });
        await new Promise<void>((done) => {
            client.on(ClientEvent.Sync, (state) => {
                if (state === SyncState.Prepared) done();
            });
        });
        return new StockClient(client);
    }

    [Symbol.dispose](): void {
        this.client.stopClient();
    }

    async send(roomId: string, body: string): Promise<string> {
        const { event_id } = await this.client.sendMessage(roomId, { msgtype: MsgType.Text, body });
        return event_id;
    }

    /** The room's messages as this client shows them; undecryptable ones have type `m.room.encrypted`. */
    messages(roomId: string): MatrixEvent[] {
        const events = this.client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? [];
        return events.filter((event) => ["m.room.message", "m.room.encrypted"].includes(event.getType()));
    }

    bodies(roomId: string): string[] {
        return this.messages(roomId).flatMap((event) => {
            const body = event.getClearContent()?.body;
            return typeof body === "string" ? [body] : [];
        });
    }

    /** Its cross-signing master key, unpadded base64. */
    async masterKey(): Promise<string> {
        return (await this.client.getCrypto()?.getCrossSigningKeyId()) ?? "";
    }

    /** What a client of ours signs a presentation with; a stock one has no word for it, but the same key. */
    readonly signWithMasterKey = async (text: string): Promise<Uint8Array<ArrayBuffer>> => {
        const crypto = this.client.getCrypto() as unknown as { olmMachine: OlmMachine };
        const signatures = await crypto.olmMachine.sign(text);
        const mine = JSON.parse(signatures.asJSON())[this.client.getUserId() ?? ""] as Record<string, string>;
        const signature = mine[`ed25519:${await this.masterKey()}`] ?? "";
        return Uint8Array.from(atob(signature), (char) => char.charCodeAt(0));
    };
}
