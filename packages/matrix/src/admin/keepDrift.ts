import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, KeptDrift } from "@valise/bridge";
import type { PolicyLookup } from "@valise/clearance";
import { draftKeep, type ObservedServer, planChanges } from "@valise/provisioning";
import { failureOf } from "../gate/holder/refusals.ts";
import { describePlanRefusals, type ManifestDesk, type ReadManifest } from "./manifestDesk.ts";

const options = { allowDestroy: [], targets: [], readmit: [] };

/**
 * What would make a change by hand meant (provisioning SPEC 5.5), tried before it is handed out: the manifest is read with it and
 * planned anew over what was just observed. Only a text that every rule lets pass, that leaves nothing of this change to undo and
 * gives and takes nobody anything besides, is given.
 */
export async function keepDrift(
    manifest: ManifestDesk,
    read: Extract<ReadManifest, { kind: "read" }>,
    { key, name }: { readonly key: string; readonly name: string },
    { observed, policies }: { readonly observed: readonly ObservedServer[]; readonly policies: PolicyLookup },
): Promise<Result<KeptDrift, EngineFailure>> {
    const before = planChanges(read.desired, observed, options, policies);
    const isThis = (drift: { readonly key: string; readonly name: string }) => drift.key === key && drift.name === name;
    const drift = before.drift.find(isThis);
    if (drift === undefined) return ok({ kind: "gone" });
    const drafted = await draftKeep(read.loaded, drift, read.files);
    if (!drafted.ok) return err(failureOf({ code: "ADMIN_NO_MANIFEST" }));
    const keep = drafted.value;
    if (keep.kind === "unsayable") return ok(keep);
    if (keep.kind !== "edit") {
        const { at, ...rest } = keep;
        return ok({ ...rest, file: at.file, line: at.line });
    }
    const edited = await manifest.read({ path: keep.file, text: keep.text });
    if (!edited.ok) return edited;
    if (edited.value.kind === "refused") return ok(edited.value);
    const after = planChanges(edited.value.desired, observed, options, policies);
    if (after.refusals.length > 0) return ok({ kind: "refused", refusals: describePlanRefusals(after.refusals) });
    const known = new Set(before.access.map(textOf));
    const isOnlyThis = !after.drift.some(isThis) && after.access.every((access) => known.has(textOf(access)));
    if (!isOnlyThis) return ok({ kind: "unsayable" });
    const asked = new Set(before.signatures.map(({ id }) => id));
    const needsSignature = after.signatures.some(({ id }) => !asked.has(id));
    return ok({ ...keep, isSecurity: drift.severity === "security", needsSignature });
}

const textOf = ({ userId, key, effect }: { userId: string; key: string; effect: string }): string =>
    `${userId}\n${key}\n${effect}`;
