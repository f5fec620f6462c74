import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgencyDescription, StackDescription } from "./description/stackDescription.ts";
import { StackFailure } from "./errors.ts";
import { lockHolder } from "./process/lockFile.ts";
import { startStack } from "./stack/createStack.ts";
import { defaultRuntimeDir } from "./stack/defaultFolders.ts";
import type { ReadyAgency, ReadyUser } from "./stack/describeReady.ts";
import { stackLayout } from "./stack/layout.ts";
import type { StackProfile } from "./stack/profiles.ts";
import type { Stack } from "./stack/stack.ts";

export interface TestStackOptions {
    /** How many of `mfa`, `mod`, `intel`; 2 by default. */
    readonly agencies?: 1 | 2 | 3;
    /** Local parts by agency id; by default `alice` at mfa, `bob` at mod, `carol` at intel. */
    readonly users?: Readonly<Record<string, readonly string[]>>;
    /** `embedded` unless said here or in `VALISE_TEST_PROFILE`, which lets any test run on a scaled-out stack. */
    readonly profile?: StackProfile;
    /** As {@link StackOptions.policyUrl}. */
    readonly policyUrl?: (agencyId: string) => string;
    /** Sign-in of the first agency at an OpenID provider. */
    readonly oidc?: AgencyDescription["oidc"];
    /** Leave the folder (with its logs) when disposed; `VALISE_KEEP_TEST_STACKS=1` does so for all. */
    readonly keep?: boolean;
}

export interface TestUser extends ReadyUser {
    readonly clientUrl: string;
    readonly password: string;
}
export interface TestStack extends Stack {
    agency(id: string): ReadyAgency;
    /** By full user id, or by local part when only one agency has it. */
    user(name: string): TestUser;
    adminToken(id: string): string;
}

const AGENCIES = ["mfa", "mod", "intel"] as const;
const PEOPLE: Readonly<Record<string, readonly string[]>> = { mfa: ["alice"], mod: ["bob"], intel: ["carol"] };

const FOLDER_PREFIX = "valise-test-";

/** Real federated homeservers in a temporary folder, gone with everything when disposed. Throws `StackFailure`. */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
    sweepFolders();
    const dataDir = mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
    const keep = options.keep ?? process.env.VALISE_KEEP_TEST_STACKS === "1";
    const started = await startStack({
        description: describeTestStack(options),
        dataDir,
        policyUrl: options.policyUrl,
        profile: options.profile ?? (process.env.VALISE_TEST_PROFILE === "scale" ? "scale" : "embedded"),
        runtimeDir: defaultRuntimeDir(),
    });
    if (!started.ok) {
        // The error holds the last lines of the log that matters.
        if (!keep) rmSync(dataDir, { recursive: true, force: true });
        throw new StackFailure(started.error);
    }
    const stack = started.value;
    const agencies = stack.ready.agencies;
    const agency = (id: string) => {
        const found = agencies.find((candidate) => candidate.id === id);
        if (found === undefined) throw new Error(`no agency ${id} in this test stack`);
        return found;
    };
    return Object.assign(stack, {
        agency,
        user: (name: string) => findUser(agencies, name),
        adminToken: (id: string) => readFileSync(agency(id).adminTokenFile, "utf8").trim(),
        [Symbol.asyncDispose]: disposeAndClean(stack, dataDir, keep),
    });
}

function disposeAndClean(stack: Stack, dataDir: string, keep: boolean): () => Promise<void> {
    const dispose = stack[Symbol.asyncDispose].bind(stack);
    return async () => {
        await dispose();
        if (!keep) rmSync(dataDir, { recursive: true, force: true });
    };
}

/** Removes what killed test runs left: folders whose lock names a process that is gone. Their servers ended with it. */
function sweepFolders(): void {
    for (const name of readdirSync(tmpdir())) {
        if (!name.startsWith(FOLDER_PREFIX)) continue;
        const folder = join(tmpdir(), name);
        const { lockFile } = stackLayout(folder);
        if (existsSync(lockFile) && lockHolder(lockFile) === undefined)
            rmSync(folder, { recursive: true, force: true });
    }
}

function describeTestStack(options: TestStackOptions): StackDescription {
    const users = options.users ?? PEOPLE;
    return {
        kind: "test",
        agencies: AGENCIES.slice(0, options.agencies ?? 2).map((id) => ({
            id,
            name: id.toUpperCase(),
            serverName: `${id}.example`,
            ...(id === "mfa" && options.oidc !== undefined && { oidc: options.oidc }),
            users: (users[id] ?? []).map((localpart) => ({
                localpart,
                displayName: localpart,
                roles: [],
                clearance: null,
                admin: false,
            })),
        })),
    };
}

function findUser(agencies: readonly ReadyAgency[], name: string): TestUser {
    const matches = agencies.flatMap(({ users, clientUrl }) =>
        users
            .filter(({ userId }) => userId === name || userId.startsWith(`@${name}:`))
            .map((user) => ({ ...user, clientUrl })),
    );
    const [match] = matches;
    if (match === undefined || matches.length > 1) throw new Error(`${matches.length} users called ${name}`);
    return { ...match, password: readFileSync(match.passwordFile, "utf8").trim() };
}
