import { existsSync } from "node:fs";
import { join } from "node:path";
import { findRunningStack } from "@valise/homeserver";

/** Where the demonstration keeps the keys of its community: in the stack's own folder, under a passphrase beside them. */
export const demoTrustDir = (dataDir: string): string => join(dataDir, "trust");
export const demoPassphraseFile = (dataDir: string): string => join(demoTrustDir(dataDir), "passphrase");
export const demoDeskDir = (dataDir: string, agencyId: string): string => join(demoTrustDir(dataDir), agencyId);
/** Where the exercise of a running demonstration is started and stopped: written by `npm start`. */
export const demoExerciseFile = (dataDir: string): string => join(demoTrustDir(dataDir), "exercise-url");

/** The desk of this person's agency, while the demonstration runs. */
export function findDemoDesk(
    dataDir: string,
    userId: string | undefined,
): { readonly dir: string; readonly passphraseFile: string } | undefined {
    const serverName = userId?.slice(userId.indexOf(":") + 1);
    const agency = findRunningStack(dataDir)?.ready.agencies.find((each) => each.serverName === serverName);
    const dir = agency === undefined ? undefined : demoDeskDir(dataDir, agency.id);
    return dir !== undefined && existsSync(dir) ? { dir, passphraseFile: demoPassphraseFile(dataDir) } : undefined;
}
