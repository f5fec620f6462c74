import { basename } from "node:path";
import { type PolicyLookup, registryPolicies } from "@valise/clearance";
import { createShippedRegistry, type PolicyRegistry } from "@valise/labels";
import {
    type Desired,
    type Directories,
    isSafetyRule,
    isSourceRule,
    type LoadedManifest,
    loadManifest,
    type ManifestRefusal,
    type PlanRefusal,
    resolveManifest,
} from "@valise/provisioning";
import type { Context } from "../commands/Context.ts";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { createManifestFolder } from "./createManifestFolder.ts";

export interface ReadManifest {
    readonly desired: Desired;
    readonly loaded: LoadedManifest;
    readonly registry: PolicyRegistry;
    readonly policies: PolicyLookup;
}

/** Reads and resolves a manifest before anything is asked of any homeserver; ends the command where it is refused. */
export async function readManifest(
    { output }: Context,
    path: string,
    directories: Directories | "passed-over",
): Promise<ReadManifest> {
    const registry = createShippedRegistry();
    const loaded = await loadManifest(createManifestFolder(path), basename(path), directories);
    if (!loaded.ok) throw refused(output, loaded.error);
    const resolved = resolveManifest(loaded.value, registry);
    if (!resolved.ok) throw refused(output, resolved.error);
    return { desired: resolved.value, loaded: loaded.value, registry, policies: registryPolicies(registry) };
}

/** All of them for people, and the first as what the command ends with. */
function refused(output: Context["output"], refusals: readonly ManifestRefusal[]): CommandFailure {
    const [first, ...others] = refusals;
    if (first === undefined) throw new Error("refused without a refusal");
    // One line each for people; the last is the command's own.
    if (!output.json)
        for (const other of others) output.say(`valise: ${refusalText(output.words, other)} [${other.rule}]`);
    return refusalFailure(first, refusals, exitCodeOf(first.rule));
}

function exitCodeOf(rule: ManifestRefusal["rule"]): number {
    if (isSafetyRule(rule)) return exitCodes.refused;
    return isSourceRule(rule) ? exitCodes.failed : exitCodes.badUsage;
}

type Refusal = ManifestRefusal | PlanRefusal;

function refusalText(words: Context["output"]["words"], refusal: Refusal): string {
    return words(`manifest.${refusal.rule}`, valuesOf(refusal));
}

const valuesOf = ({ file, line, column, detail }: Refusal) => ({ at: `${file}:${line}:${column}`, detail });

/** `details` carry every refusal with its place, for `--json`. */
export function refusalFailure(first: Refusal, all: readonly Refusal[], exitCode: number): CommandFailure {
    const details = { file: first.file, line: first.line, column: first.column, refusals: all };
    return new CommandFailure(first.rule, exitCode, `manifest.${first.rule}`, valuesOf(first), { details });
}
