import type { Result } from "@valise/base";
import type { ClearanceSnapshot, GateCode } from "@valise/bridge";
import type { ClaimName, Credential, RefusalCode, StatementKind } from "@valise/clearance";
import type { Clearance } from "@valise/labels";

/** One's own clearance: kept, proven, shown to others only claim by claim, and signed with (protocol 1, 3, 9). */
export interface Holder {
    /**
     * The clearance in force: made out to this person and master key, proven, and standing now. One whose list is merely
     * stale still counts for its holder (others decide for themselves); `code` says so. Null otherwise.
     */
    credential(): Credential | null;
    /** Why `credential` is null although there is one, or `ATT_STATUS_STALE`; null when all is well or nothing is held. */
    code(): HolderRefusal["code"] | null;
    /** In the form of labels, for what the composer offers; null without a credential or its policy's document. */
    clearance(): Clearance | null;
    /** This person's cross-signing master key, unpadded base64; null before there is an identity. */
    masterKey(): string | null;
    /** Shows exactly these claims to one audience, signed with the master key. `nonce`: `gateNonce` or `statementNonce`. */
    present(disclose: readonly ClaimName[], audience: string, nonce: string): Promise<Result<string, HolderRefusal>>;
    /** Signs a statement's payload as one role, or several separated by spaces; its `iat` must be within 120 s of now. */
    signStatement(draft: StatementToSign, role: string): Promise<Result<string, HolderRefusal>>;
    /** Takes a clearance in place of the one held, if it is this person's, proven and standing, and newer than one that counts. */
    install(text: string): Promise<Result<void, HolderRefusal>>;
    /** As `install`, from an officer or another device of one's own: what cannot be judged yet waits until it can. */
    offer(text: string): Promise<void>;
    /** The text held, whether it counts or not; for one's own other devices. */
    text(): string | null;
    snapshot(): HolderSnapshot;
    /** Resolves when what the last run kept has been read. */
    loaded(): Promise<void>;
    /** This account's identity may be another than before, or be there for the first time. */
    reread(): Promise<void>;
    onChanged(listener: () => void): void;
    stop(): void;
}

export interface StatementToSign {
    readonly kind: StatementKind;
    /** Room id, or `urn:valise:community:…`. */
    readonly audience: string;
    /** Base64url of the payload's JSON. */
    readonly payload: string;
}

/** A refusal of `@valise/clearance`, or of the engine. */
export interface HolderRefusal {
    readonly kind: "refused";
    readonly code: RefusalCode | GateCode;
}

export type HolderSnapshot = Omit<ClearanceSnapshot, "trust" | "rows" | "state"> & {
    readonly state: "none" | "held" | "refused";
};
