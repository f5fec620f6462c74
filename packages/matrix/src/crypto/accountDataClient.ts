import type { Clock } from "@valise/base";
import { TypedEventEmitter } from "matrix-js-sdk/lib/models/typed-event-emitter.js";
import { type AccountDataClient, ServerSideSecretStorageImpl } from "matrix-js-sdk/lib/secret-storage.js";
import type { MatrixHttp } from "../http/createMatrixHttp.ts";
import { asObject, type JsonObject } from "../json.ts";

export type SecretStorageKeyCallback = (
    keys: Readonly<Record<string, unknown>>,
) => Promise<[string, Uint8Array<ArrayBuffer>] | null>;

export interface AccountData {
    /** Null: not set. Throws `AccountDataError` when the server cannot say. */
    read(type: string): Promise<JsonObject | null>;
    write(type: string, content: object): Promise<void>;
}

/** Carries a refusal through SDK code that only knows exceptions; caught again at the identity flows. */
export class AccountDataError extends Error {
    override readonly name = "AccountDataError";
    readonly failure: import("../http/HttpFailure.ts").HttpFailure;
    constructor(failure: import("../http/HttpFailure.ts").HttpFailure) {
        super("account data");
        this.failure = failure;
    }
}

/** Account data straight from and to the server: needs no sync to be running. */
export function createAccountData(http: MatrixHttp, userId: string): AccountData {
    const path = (type: string) =>
        `/_matrix/client/v3/user/${encodeURIComponent(userId)}/account_data/${encodeURIComponent(type)}`;
    return {
        async read(type) {
            const answer = await http.request("GET", path(type));
            if (answer.ok) return asObject(answer.value);
            if (answer.error.kind === "answered" && answer.error.status === 404) return null;
            throw new AccountDataError(answer.error);
        },
        async write(type, content) {
            const answer = await http.request("PUT", path(type), { body: content });
            if (!answer.ok) throw new AccountDataError(answer.error);
        },
    };
}

/** The SDK asks for the same key description before each secret it stores. */
const OWN_WRITE_MS = 5_000;

/** What this device itself wrote a moment ago is not asked for again. */
function rememberingWrites(accountData: AccountData, clock: Clock): AccountData {
    const written = new Map<string, { readonly content: JsonObject; readonly atMs: number }>();
    return {
        async read(type) {
            const own = written.get(type);
            if (own !== undefined && clock.monotonicMs() - own.atMs < OWN_WRITE_MS) return own.content;
            return accountData.read(type);
        },
        async write(type, content) {
            written.delete(type);
            await accountData.write(type, content);
            written.set(type, { content: { ...content }, atMs: clock.monotonicMs() });
        },
    };
}

/** The SDK's secret storage over our account data. `keyFor` opens it with the recovery code of the moment, if any. */
export function createSecretStorage(asked: AccountData, keyFor: SecretStorageKeyCallback, clock: Clock) {
    const accountData = rememberingWrites(asked, clock);
    const client = Object.assign(new TypedEventEmitter(), {
        getAccountDataFromServer: (type: string) => accountData.read(type),
        setAccountData: async (type: string, content: object) => {
            await accountData.write(type, content);
            return {};
        },
    }) as unknown as AccountDataClient;
    return new ServerSideSecretStorageImpl(client, { getSecretStorageKey: ({ keys }) => keyFor(keys) });
}
