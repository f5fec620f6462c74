import { join, resolve } from "node:path";
import type { Officer, TrustContext } from "@valise/clearance";
import { type OfficerLimits, readOfficerLimits, usedIndexes } from "@valise/clearance/desk";
import { defaultDataDir } from "@valise/homeserver";
import type { Context } from "../commands/Context.ts";
import { findDemoDesk } from "../demo/demoFolder.ts";
import { badUsage } from "../output/CommandFailure.ts";
import type { ClearanceTools } from "./clearanceTools.ts";
import { unlockKey } from "./keyFiles.ts";
import { readOtherRegisters } from "./registerFile.ts";
import { readTextFile } from "./textFiles.ts";
import { foldRefusal, openTrust, readBundleFile, readTrustFile } from "./trustFile.ts";

/** Where an officer's things lie. */
export interface DeskFolder {
    readonly dir: string;
    readonly officerKey: string;
    readonly delegation: string;
    readonly bundle: string;
    readonly trust: string;
    readonly register: string;
}

export function deskFolder(dir: string): DeskFolder {
    return {
        dir,
        officerKey: join(dir, "officer.key.json"),
        delegation: join(dir, "delegation.jwt"),
        bundle: join(dir, "bundle.json"),
        trust: join(dir, "trust.json"),
        register: join(dir, "register.jsonl"),
    };
}

export interface DeskOptions {
    readonly desk?: string;
    readonly passphraseFile?: string;
}

/** Whether a desk was named, or the demonstration keeps one for the account's agency. */
export const hasDesk = ({ data, env, as }: Context, { desk }: DeskOptions): boolean =>
    desk !== undefined || findDemoDesk(resolve(data ?? defaultDataDir(env)), as) !== undefined;

/** The desk's folder: `--desk`, else the one that a running demonstration keeps for the account's agency. */
export function findDesk(context: Context, options: DeskOptions): { folder: DeskFolder; passphraseFile?: string } {
    const { data, env, as } = context;
    const given = options.passphraseFile === undefined ? {} : { passphraseFile: options.passphraseFile };
    if (options.desk !== undefined) return { folder: deskFolder(resolve(options.desk)), ...given };
    const found = findDemoDesk(resolve(data ?? defaultDataDir(env)), as);
    if (found === undefined) throw badUsage("usage.desk");
    return { folder: deskFolder(found.dir), passphraseFile: found.passphraseFile, ...given };
}

/** An officer at work: key unlocked, delegation and bundle verified. */
export interface Desk {
    readonly folder: DeskFolder;
    readonly officer: Officer;
    readonly limits: OfficerLimits;
    readonly context: TrustContext;
    /** Indexes taken that the officer's own register does not know of. */
    readonly taken: ReadonlySet<number>;
}

/** Unlocks the desk; a wrong passphrase, a bundle or a delegation that does not hold end the command with exit code 3. */
export async function openDesk(
    { folder, passphraseFile }: { readonly folder: DeskFolder; readonly passphraseFile?: string | undefined },
    tools: ClearanceTools,
): Promise<Desk> {
    const context = await openTrust(readBundleFile(folder.bundle), readTrustFile(folder.trust), tools);
    const delegation = readTextFile(folder.delegation).trim();
    const signer = await unlockKey(folder.officerKey, "officer", passphraseFile, tools);
    const officer = { signer, delegation };
    const limits = await readOfficerLimits(officer, context);
    if (!limits.ok) throw foldRefusal(limits.error);
    const others = await readOtherRegisters(folder.dir, tools);
    const taken = others.flatMap((register) => [...usedIndexes(register, limits.value.uri)]);
    return { folder, officer, limits: limits.value, context, taken: new Set([limits.value.statusIdx, ...taken]) };
}
