import type { Position } from "../manifest/ManifestRefusal.ts";
import type { ManifestAccount } from "../manifest/manifestSchema.ts";

/** One account as a manifest, a CSV line or a SCIM resource states it, and where. */
export interface AccountEntry extends ManifestAccount {
    readonly at: Position;
}
