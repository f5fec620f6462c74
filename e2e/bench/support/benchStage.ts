import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callControl, findRunningStack, type RunningStack } from "@valise/homeserver";
import { type MatrixHttp, signInPlain } from "../../interop/matrixHttp.ts";
import { newAccount } from "../../support/newAccount.ts";
import { comeFirst } from "./comeFirst.ts";

export interface BenchUser {
    readonly agencyId: string;
    readonly clientUrl: string;
    readonly userId: string;
    readonly password: string;
}

/** The servers, the app and the options that all benchmarks of one run share. */
export interface BenchStage {
    /** Of the stack, as `VALISE_DATA` names it. */
    readonly dataFolder: string;
    readonly web: string;
    /** How often a figure with a percentile is measured. */
    readonly runs: number;
    /** Also 1,001 rooms, which take minutes to make. */
    readonly large: boolean;
    /** What in life runs on machines of its own comes first here: the homeservers, or the one screen among many engines. */
    readonly apart: boolean;
    /** An account that nobody used yet: no benchmark meets the rooms of another. */
    newUser(agencyId: string): Promise<BenchUser>;
    plain(user: BenchUser): Promise<MatrixHttp>;
    /** An empty browser profile, gone with the stage. */
    newProfile(): string;
    homeserver(id: string, action: "stop" | "start"): Promise<void>;
    /** Where they are `apart`: until disposed they come before what else runs here. */
    homeserversFirst(): Promise<Disposable>;
    [Symbol.dispose](): void;
}

export function openStage(dataFolder: string, options: Pick<BenchStage, "runs" | "large" | "apart">): BenchStage {
    const stack = findRunningStack(dataFolder);
    if (stack === undefined || stack.ready.web === null) throw new Error("no stack with a built app runs there");
    const profiles = mkdtempSync(join(tmpdir(), "valise-bench-"));
    return {
        ...options,
        dataFolder,
        web: stack.ready.web,
        newUser: (agencyId) => createUser(stack, agencyId),
        plain: ({ clientUrl, userId, password }) => signInPlain(clientUrl, userId, password),
        newProfile: () => mkdtempSync(join(profiles, "profile-")),
        async homeserver(id, action) {
            const answer = await callControl(stack, { kind: "homeserver", id, action });
            if (!answer.ok) throw new Error(`homeserver ${id} did not ${action}: ${answer.error.error}`);
        },
        async homeserversFirst() {
            if (!options.apart) return comeFirst([]);
            const answer = await callControl(stack, { kind: "status" });
            if (!answer.ok) throw new Error(`the stack did not say what runs: ${answer.error.error}`);
            const { homeservers } = answer.value as { readonly homeservers: readonly { readonly pid: number }[] };
            return comeFirst(homeservers.map(({ pid }) => pid));
        },
        [Symbol.dispose]: () => rmSync(profiles, { recursive: true, force: true, maxRetries: 5 }),
    };
}

async function createUser(stack: RunningStack, agencyId: string): Promise<BenchUser> {
    const agency = stack.ready.agencies.find(({ id }) => id === agencyId);
    if (agency === undefined) throw new Error(`no agency ${agencyId}`);
    return { agencyId, clientUrl: agency.clientUrl, ...(await newAccount(agency, "bench")) };
}
