import type { ClaimName } from "../attestation/claimNames.ts";
import type { StatementKind } from "../statement/wire.ts";

/** Whether the officer compared the person's identity code before signing. */
export type IdentityCheck = "checked" | "not-checked";

/** What an officer's register records (SPEC 12.3). Times in seconds since 1970. */
export type RegisterEvent =
    | {
          readonly kind: "issued";
          readonly userId: string;
          readonly masterKey: string;
          readonly pol: string;
          readonly claims: readonly ClaimName[];
          readonly uri: string;
          readonly idx: number;
          readonly issuedAtS: number;
          readonly expiresAtS: number;
          readonly identity: IdentityCheck;
          readonly isRenewal: boolean;
      }
    | {
          readonly kind: "revoked" | "suspended" | "reinstated";
          readonly userId: string;
          readonly uri: string;
          readonly idx: number;
          readonly reason: string;
      }
    | {
          readonly kind: "signed";
          readonly statement: StatementKind;
          /** Base64url SHA-256 of the payload text: the statement's name. */
          readonly digest: string;
          readonly audience: string;
          readonly requestId: string;
      }
    /** The server shows a master key that does not fit the code that was read out, or the one attested. */
    | {
          readonly kind: "identity-alarm";
          readonly userId: string;
          readonly shown: string;
          readonly attested: string | null;
      };

export type Issued = Extract<RegisterEvent, { kind: "issued" }>;

/** One line: who, what, when, and the digest of the line before. */
export interface RegisterEntry {
    readonly seq: number;
    readonly prev: string;
    readonly atS: number;
    readonly by: string;
    readonly event: RegisterEvent;
}

/** An officer's register, whole and in order. */
export interface Register {
    readonly entries: readonly RegisterEntry[];
    /** Base64url SHA-256 of each line, in order. The last one, kept elsewhere, later proves that nothing was cut off. */
    readonly digests: readonly string[];
}

export const emptyRegister: Register = { entries: [], digests: [] };
