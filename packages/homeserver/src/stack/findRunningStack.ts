import { z } from "zod";
import { readJsonIfPresent } from "../process/files.ts";
import { lockHolder } from "../process/lockFile.ts";
import { endProcess, isRunning, type ProcessIdentity, processIdentitySchema } from "../process/processIdentity.ts";
import { type ReadyAgency, type ReadyLine, type ReadyUser, readyLineSchema } from "./describeReady.ts";
import { stackLayout } from "./layout.ts";

const stateSchema = z.object({ format: z.literal(1), supervisor: processIdentitySchema, ready: readyLineSchema });

export interface RunningStack {
    readonly dataDir: string;
    readonly supervisor: ProcessIdentity;
    readonly ready: ReadyLine;
    /** Server address, CA and secret files of an account of this stack. */
    findUser(userId: string): { readonly agency: ReadyAgency; readonly user: ReadyUser } | undefined;
}

/** The stack that runs in this data folder now; undefined when none does, also when a killed one left its files. */
export function findRunningStack(dataDir: string): RunningStack | undefined {
    const state = stateSchema.safeParse(readJsonIfPresent(stackLayout(dataDir).stateFile)).data;
    if (state === undefined || !isRunning(state.supervisor)) return undefined;
    return {
        dataDir,
        supervisor: state.supervisor,
        ready: state.ready,
        findUser(userId) {
            for (const agency of state.ready.agencies) {
                const user = agency.users.find((candidate) => candidate.userId === userId);
                if (user !== undefined) return { agency, user };
            }
            return undefined;
        },
    };
}

/** Asks the supervisor of this data folder to end and waits for it; false when none was running. */
export async function stopRunningStack(dataDir: string, graceMs = 30_000): Promise<boolean> {
    const holder = lockHolder(stackLayout(dataDir).lockFile);
    if (holder === undefined) return false;
    await endProcess(holder, graceMs);
    return true;
}

export type StateFile = z.output<typeof stateSchema>;
