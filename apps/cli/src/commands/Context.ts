import type { SessionSnapshot } from "@valise/bridge";
import { connectEngine, type EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { badUsage } from "../output/CommandFailure.ts";
import { foldFailure } from "../output/foldFailure.ts";
import type { Output } from "../output/Output.ts";
import { managedConfig } from "../profile/managedConfig.ts";
import { accountFolders, listProfiles, type Profile } from "../profile/Profile.ts";

/** What every command has: where to write, and the options that stand before or after its name. */
export interface Context {
    readonly output: Output;
    readonly as: string | undefined;
    readonly data: string | undefined;
    readonly env: NodeJS.ProcessEnv;
}

/** The account of `--as`, or the only one there is. */
export function chooseProfile({ as, data, env }: Context): Profile {
    const profiles = listProfiles(accountFolders(data, env));
    const [first] = profiles;
    if (as !== undefined) {
        const found = profiles.find((profile) => profile.userId === as);
        if (found === undefined) throw foldFailure({ kind: "not-signed-in" });
        return found;
    }
    if (first === undefined) throw badUsage("usage.noAccount");
    if (profiles.length > 1) {
        throw badUsage("usage.as", { accounts: profiles.map((profile) => profile.userId).join(", ") });
    }
    return first;
}

const settledPhases: ReadonlySet<SessionSnapshot["phase"]> = new Set([
    "ready",
    "signed-out",
    "soft-signed-out",
    "verify-needed",
    "recovery-to-save",
    "failed",
]);

/** The engine of a profile, started, and how far its session is. Dispose it when done. */
export async function openSession(
    profile: Profile,
    timeoutS = 60,
): Promise<{ readonly engine: EngineConnection; readonly session: SessionSnapshot }> {
    const engine = await connectStarted(profile);
    try {
        const session = await until(
            engine,
            { topic: "session" },
            (snapshot) => {
                // A passing failure while the session is being restored says more than a time that ran out.
                if (snapshot.phase === "signing-in" && snapshot.failure !== null) throw foldFailure(snapshot.failure);
                return settledPhases.has(snapshot.phase) ? snapshot : null;
            },
            timeoutS,
        );
        return { engine, session };
    } catch (error) {
        engine[Symbol.dispose]();
        throw error;
    }
}

/** An engine that was just ending when we came is waited out: its successor is asked. */
async function connectStarted(profile: Profile): Promise<EngineConnection> {
    for (let attempt = 1; ; attempt++) {
        const engine = await connectEngine(profile);
        const starting = engine.commands.start({ ...managedConfig(profile), protection: null });
        const answer = await Promise.race([starting, engine.lost]).catch((error: unknown) => {
            if (attempt === 3) throw error;
            return null;
        });
        if (answer?.ok) return engine;
        engine[Symbol.dispose]();
        if (answer !== null) throw foldFailure(answer.error);
    }
}

/** Runs with a session that may send and read; anything less ends the command with its reason. */
export async function withReadySession<T>(
    context: Context,
    run: (engine: EngineConnection, session: SessionSnapshot, profile: Profile) => Promise<T>,
): Promise<T> {
    const profile = chooseProfile(context);
    const { engine, session } = await openSession(profile);
    using _engine = engine;
    requireReady(session);
    return await run(engine, session, profile);
}

export function requireReady(session: SessionSnapshot): void {
    switch (session.phase) {
        case "ready":
        // The identity is there; only the saving of its code was cut off. Login finishes that.
        case "recovery-to-save":
            return;
        case "verify-needed":
            throw foldFailure({ kind: "verify-needed" });
        case "failed":
        case "soft-signed-out":
            throw foldFailure(session.failure ?? { kind: "not-signed-in" });
        default:
            throw foldFailure(session.failure ?? { kind: "not-signed-in" });
    }
}
