import { type Clock, createInOrder, err, ok, type Result } from "@valise/base";
import {
    type ClaimName,
    type ClearanceCrypto,
    type Credential,
    decodeBase64Url,
    isClaimName,
    parseStrictJson,
    presentClaims,
    type Refusal,
    refuse,
    SKEW_S,
    statementNonce,
} from "@valise/clearance";
import { identityCode } from "@valise/clearance/desk";
import { asNumber, asObject, asString } from "../../json.ts";
import { StoreRefused } from "../../session/SessionRecords.ts";
import type { RecordKey, RecordStore } from "../../store/RecordStore.ts";
import type { Community } from "../trust/Community.ts";
import type { Holder, HolderRefusal, StatementToSign } from "./Holder.ts";
import { clearanceOf, holderSnapshot } from "./holderSnapshot.ts";
import { isNewer, type OwnClearance, proveOwn, standingCode, stillCounts } from "./proveOwn.ts";
import { refuseEngine } from "./refusals.ts";

/** A timer cannot wait for weeks; it looks again after a day. */
const MAX_WAIT_MS = 24 * 3_600_000;
const KEY = { group: "holder", id: "credential" };
const WAITING = { group: "holder", id: "waiting" };
/** What trust data on its way, or the recovery of the identity, may still mend. */
const passing: ReadonlySet<HolderRefusal["code"]> = new Set([
    ...(["TRUST_MISSING", "HOLDER_NO_MASTER_KEY", "ATT_ISSUER_UNKNOWN", "ATT_ROOT_UNKNOWN"] as const),
    ...(["ATT_STATUS_MISSING", "ATT_NOT_YET", "ATT_CHAIN_NOT_YET"] as const),
]);

/** The crypto machine, as far as a holder needs it. */
export interface MasterKey {
    /** As the crypto store has it pinned; null before there is an identity. */
    read(): Promise<string | null>;
    /** Null: the private key is not on this device. */
    sign(masterKey: string, text: string): Promise<Uint8Array<ArrayBuffer> | null>;
}

export interface HolderParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly crypto: ClearanceCrypto;
    readonly community: Community;
    readonly userId: string;
    readonly master: MasterKey;
}

export function createHolder({ store, clock, crypto, community, userId, master }: HolderParts): Holder {
    const listeners: (() => void)[] = [];
    let text: string | null = null;
    /** Found, but not yet to be judged. */
    let waiting: string | null = null;
    let masterKey: string | null = null;
    let shownCode: string | null = null;
    let own: OwnClearance | null = null;
    let timer: Disposable | null = null;

    const nowS = () => Math.floor(clock.nowMs() / 1000);
    const inOrder = createInOrder();
    const told = () => {
        timer?.[Symbol.dispose]();
        const endMs = own === null ? 0 : (own.credential.expiresAtS + SKEW_S) * 1000 - clock.nowMs();
        timer = endMs > 0 ? clock.after(Math.min(MAX_WAIT_MS, endMs), told) : null;
        for (const listener of listeners) listener();
    };

    const codeNow = (): HolderRefusal["code"] | null => {
        if (text === null) return null;
        if (masterKey === null) return "HOLDER_NO_MASTER_KEY";
        const context = community.context();
        return context === null ? noContextCode(community) : standingCode(own, context);
    };
    const credential = (): Credential | null => (own !== null && stillCounts(codeNow()) ? own.credential : null);

    const prove = async () => {
        const context = community.context();
        own =
            text === null || masterKey === null || context === null
                ? null
                : await proveOwn(text, { userId, masterKey }, context);
    };
    const reread = async () => {
        masterKey = await master.read();
        shownCode = masterKey === null ? null : await identityCode(userId, masterKey, crypto);
        await prove();
        told();
    };
    const put = async (key: RecordKey, value: string) => {
        const change = { kind: "put", table: "trust", key, value: { text: value } } as const;
        if (!(await store.write([change])).ok) throw new StoreRefused();
    };
    const read = async (key: RecordKey) => {
        const found = await store.get("trust", key);
        return found.ok ? asString(asObject(found.value)?.text) : null;
    };

    const install = async (next: string): Promise<Result<void, HolderRefusal>> => {
        const context = community.context();
        if (context === null) return refuseEngine(noContextCode(community));
        masterKey ??= await master.read();
        if (masterKey === null) return refuseEngine("HOLDER_NO_MASTER_KEY");
        const offered = await proveOwn(next, { userId, masterKey }, context);
        if (offered === null) return refuse("ATT_MALFORMED");
        if (!offered.proven.ok) return offered.proven;
        const standing = standingCode(offered, context);
        if (standing !== null && !stillCounts(standing)) return err({ kind: "refused", code: standing });
        const held = credential();
        if (next === text && held !== null) return ok();
        if (held !== null && !isNewer(offered.credential, held)) return refuseEngine("HOLDER_NOT_NEWER");
        await put(KEY, next);
        text = next;
        await reread();
        return ok();
    };

    const offer = async (next: string) => {
        const taken = await install(next);
        const waits = !taken.ok && passing.has(taken.error.code);
        if (waits && waiting !== next) await put(WAITING, next);
        if (waits) waiting = next;
        else if (waiting === next) waiting = null;
    };
    const again = async () => {
        await reread();
        if (waiting !== null) await offer(waiting);
    };

    const present = async (
        disclose: readonly ClaimName[],
        audience: string,
        nonce: string,
    ): Promise<Result<string, HolderRefusal>> => {
        // Asked in the first moments of a run: what was kept is about to be proven.
        await loading;
        const held = credential();
        if (held === null) return err({ kind: "refused", code: codeNow() ?? "ATT_MISSING" });
        let isHere = true;
        const sign = async (input: string) => {
            const signature = await master.sign(held.masterKey, input);
            isHere = signature !== null;
            return signature ?? new Uint8Array();
        };
        const presented = await presentClaims(held, { disclose, audience, nonce, signedAtS: nowS() }, sign, crypto);
        return isHere ? presented : refuseEngine("HOLDER_NO_MASTER_KEY");
    };

    const load = async () => {
        text = await read(KEY);
        waiting = await read(WAITING);
        await community.loaded();
        await again();
    };
    const loading = inOrder(load);
    community.onChanged(() => void inOrder(again));

    return {
        credential,
        code: codeNow,
        clearance: () =>
            credential() !== null && own?.proven.ok ? clearanceOf(own.proven.value, community.registry) : null,
        masterKey: () => masterKey,
        present,
        async signStatement(draft, role) {
            const claims = role.split(" ").map((each) => `role:${each}`);
            if (!claims.every(isClaimName)) return refuse("ATT_SD_CLAIM");
            const timely = checkPayload(draft, nowS());
            if (!timely.ok) return timely;
            return present(claims, draft.audience, await statementNonce(crypto, draft.kind, draft.payload));
        },
        install: (next) => inOrder(() => install(next)),
        offer: (next) => inOrder(() => offer(next)),
        text: () => text,
        snapshot: () =>
            holderSnapshot({ held: text !== null, own, code: codeNow(), community, identityCode: shownCode }),
        loaded: () => loading,
        reread: () => inOrder(again),
        onChanged: (listener) => void listeners.push(listener),
        stop: () => timer?.[Symbol.dispose](),
    };
}

const noContextCode = (community: Community) =>
    community.snapshot().state === "none" ? ("TRUST_NONE" as const) : ("TRUST_MISSING" as const);

/** What every verifier would refuse later (clearance SPEC 7.2, 7.3). */
function checkPayload({ payload }: StatementToSign, nowS: number): Result<void, Refusal> {
    const bytes = decodeBase64Url(payload);
    const read = bytes === undefined ? undefined : parseStrictJson(new TextDecoder().decode(bytes));
    const iat = asNumber(asObject(read)?.iat);
    if (iat === null) return refuse("STM_PAYLOAD", "iat");
    return Math.abs(iat - nowS) <= SKEW_S ? ok() : refuse("STM_TIME");
}
