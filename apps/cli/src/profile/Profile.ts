import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { AgencySnapshot, UserId } from "@valise/bridge";
import { defaultDataDir, findRunningStack } from "@valise/homeserver";
import { z } from "zod";
import { writeSecretFile } from "./secretFiles.ts";

const profileFile = z.object({
    format: z.literal(1),
    userId: z.string(),
    agency: z.object({ id: z.string(), name: z.string(), serverName: z.string(), clientUrl: z.string() }),
    caFile: z.string().nullable(),
    configFile: z.string().nullable().default(null),
});

/** One account on this machine: a folder (0700) with its session, keys and engine. */
export interface Profile {
    readonly userId: UserId;
    readonly dir: string;
    readonly agency: AgencySnapshot;
    /** An extra certificate authority for its homeserver. */
    readonly caFile: string | null;
    /** The managed configuration that the account was signed in with. */
    readonly configFile: string | null;
}

/**
 * Where accounts may lie: in the data folder that was named, or else in the project's (accounts of its stack) and in the
 * person's own (`XDG_DATA_HOME`, accounts of other homeservers).
 */
export function accountFolders(data: string | undefined, env: NodeJS.ProcessEnv): readonly [string, ...string[]] {
    if (data !== undefined || env.VALISE_DATA) return [join(resolve(data ?? defaultDataDir(env)), "accounts")];
    const own = join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "valise", "accounts");
    return [join(defaultDataDir(env), "accounts"), own];
}

/** Where a new account's folder is made: beside the running stack that knows it, else in the person's own folder. */
export function newProfileDir(userId: string, data: string | undefined, env: NodeJS.ProcessEnv): string {
    const folders = accountFolders(data, env);
    const ofStack = findRunningStack(resolve(data ?? defaultDataDir(env)))?.findUser(userId) !== undefined;
    const folder = ofStack ? folders[0] : (folders.at(-1) ?? folders[0]);
    return join(folder, encodeURIComponent(userId));
}

export function listProfiles(folders: readonly string[]): Profile[] {
    const dirs = folders.filter(existsSync).flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    return dirs.map(readProfile).filter((profile) => profile !== null);
}

export function readProfile(dir: string): Profile | null {
    try {
        const { userId, agency, caFile, configFile } = profileFile.parse(
            JSON.parse(readFileSync(join(dir, "profile.json"), "utf8")),
        );
        return { userId: userId as UserId, dir, agency, caFile, configFile };
    } catch {
        return null;
    }
}

/** Writes the profile and, the first time, a random key for its store. */
export function writeProfile(profile: Profile): void {
    mkdirSync(profile.dir, { recursive: true, mode: 0o700 });
    chmodSync(profile.dir, 0o700);
    const { userId, agency, caFile, configFile } = profile;
    writeSecretFile(
        join(profile.dir, "profile.json"),
        JSON.stringify({ format: 1, userId, agency, caFile, configFile }),
    );
    const keyFile = join(profile.dir, "store.key");
    if (!existsSync(keyFile)) writeSecretFile(keyFile, randomBytes(32));
}

export function readStoreKey(dir: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(readFileSync(join(dir, "store.key")));
}

export function removeProfile(profile: Profile): void {
    rmSync(profile.dir, { recursive: true, force: true });
}
