import type { CommunityTrustSnapshot } from "@valise/bridge";
import type {
    BundleWire,
    ClearanceCrypto,
    Credential,
    HolderSign,
    SignedBundleWire,
    Signer,
    StatementKind,
    StatementWire,
    StatusRef,
    TrustContext,
} from "@valise/clearance";
import type { PolicyRegistry } from "@valise/labels";

/** One agency with all its keys. */
export interface TestAgency {
    /** `mfa`. */
    readonly id: string;
    /** `urn:valise:agency:mfa`. */
    readonly urn: string;
    readonly name: string;
    readonly serverName: string;
    readonly statusUri: string;
    readonly root: Signer;
    readonly officer: Signer;
    readonly statusKey: Signer;
}

export interface AttestationWish {
    readonly userId: string;
    /** Cross-signing master key, unpadded base64. */
    readonly masterKey: string;
    /** Short notation, `FR/S REL=FRA`; `FR/S` unless said. */
    readonly want?: string;
    /** `["CHARTER", "CRISIS"]`; none unless said. */
    readonly roles?: readonly string[];
    /** By the person's server unless said. */
    readonly agency?: string;
    readonly issuedAtS?: number;
    readonly expiresAtS?: number;
}

export interface ListWish {
    /** 10 unless said. */
    readonly seq?: number;
    readonly issuedAtS?: number;
    readonly expiresAtS?: number;
    readonly revoked?: readonly number[];
    readonly suspended?: readonly number[];
}

export interface HolderWish extends Omit<AttestationWish, "userId" | "masterKey"> {
    /** Names the key; the user id unless said. */
    readonly keyName?: string;
}

/** A person with a master key of their own and a clearance, for tests without a homeserver. */
export interface TestHolder {
    readonly userId: string;
    readonly masterKey: string;
    readonly sign: HolderSign;
    readonly credentialText: string;
    readonly credential: Credential;
    readonly status: StatusRef;
}

/** A community with three keys, two of which must sign, its agencies, and everything they can issue. All keys are fixed. */
export interface TestCommunity {
    /** As `start` of the engine takes it. */
    readonly trust: CommunityTrustSnapshot;
    readonly agencies: readonly TestAgency[];
    readonly registry: PolicyRegistry;
    readonly crypto: ClearanceCrypto;
    agency(id: string): TestAgency;
    bundleWire(changes?: Partial<BundleWire>): Promise<BundleWire>;
    /** Signed by the first two community keys, or by those named. */
    bundle(changes?: Partial<BundleWire>, by?: readonly number[]): Promise<SignedBundleWire>;
    /** A signed status list of this agency. */
    list(agencyId: string, wish?: ListWish): Promise<string>;
    /** A clearance, as an officer hands it over. */
    attest(wish: AttestationWish): Promise<{ readonly text: string; readonly status: StatusRef }>;
    /** What an officer of this agency puts into the own account: the key under a passphrase, and the certificate. */
    officerFiles(
        agencyId: string,
        passphrase: string,
    ): Promise<{ readonly keyFile: string; readonly delegation: string }>;
    holder(userId: string, wish?: HolderWish): Promise<TestHolder>;
    /** A statement that these people sign at its own `iat`. */
    statement(
        kind: StatementKind,
        payload: object & { readonly iat: number },
        audience: string,
        by: readonly { readonly holder: TestHolder; readonly roles: readonly string[] }[],
    ): Promise<StatementWire>;
    /** What a client of the community decides by, with these lists (or one fresh list per agency). */
    context(changes?: {
        readonly bundle?: SignedBundleWire;
        readonly lists?: readonly string[];
        readonly nowS?: number;
    }): Promise<TrustContext>;
}
