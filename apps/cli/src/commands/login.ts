import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import type { AgencySnapshot, SessionSnapshot, UserId } from "@valise/bridge";
import { defaultDataDir, findRunningStack } from "@valise/homeserver";
import { findRecoveryCodeProblem } from "@valise/matrix/recovery-code";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { badUsage } from "../output/CommandFailure.ts";
import { foldFailure, must } from "../output/foldFailure.ts";
import { readConfig } from "../profile/managedConfig.ts";
import { accountFolders, listProfiles, newProfileDir, type Profile, writeProfile } from "../profile/Profile.ts";
import { readSecret, writeSecretFile } from "../profile/secretFiles.ts";
import { signInInBrowser } from "../sso/signInInBrowser.ts";
import { checkAddress, parseUserId } from "./arguments.ts";
import { type Context, openSession } from "./Context.ts";

export interface LoginOptions {
    readonly passwordFile?: string;
    readonly recoveryFile?: string;
    readonly homeserver?: string;
    readonly ca?: string;
    readonly config?: string;
    readonly device?: string;
    readonly resetIdentity?: boolean;
    /** In the browser, at this provider or the only one. */
    readonly sso?: string | true;
}

interface Found {
    readonly profile: Profile;
    readonly passwordFile: string | undefined;
    readonly recoveryFile: string | undefined;
}

/** Signs in, or finishes a sign-in that was cut off. A new account gets its identity, and its recovery code a file. */
export async function login(context: Context, options: LoginOptions): Promise<void> {
    const { output } = context;
    if (context.as === undefined) throw badUsage("usage.noAccount");
    const userId = parseUserId(context.as);
    const found = findAccount(context, userId, options);
    writeProfile(found.profile);
    const opened = await openSession(found.profile);
    using engine = opened.engine;
    let { session } = opened;
    const password = () => readPassword(found.passwordFile);

    const isSignedOut = session.phase === "signed-out" || session.phase === "soft-signed-out";
    if (isSignedOut && options.sso !== undefined) {
        session = await signInElsewhere(context, engine, found.profile, options);
    } else if (session.phase === "soft-signed-out") {
        must(await engine.commands.reauthenticate({ password: password() }));
        session = await nextPhase(engine);
    } else if (session.phase === "signed-out") {
        const deviceName = options.device ?? `valise (${hostname()})`;
        must(
            await engine.commands.signIn({
                agencyId: found.profile.agency.id,
                user: userId,
                password: password(),
                deviceName,
            }),
        );
        session = await nextPhase(engine);
    } else if (session.phase === "failed") {
        throw foldFailure(session.failure ?? { kind: "not-signed-in" });
    } else if (session.phase === "ready" && options.resetIdentity !== true) {
        output.say(output.words("say.alreadySignedIn", { user: userId }));
    }
    if (options.resetIdentity === true) {
        await resetIdentity(context, engine, options.sso === undefined ? password() : null);
        session = await nextPhase(engine);
    }
    session = await finishIdentity(context, engine, session, found);
    const { deviceId } = session;
    output.say(output.words("say.signedIn", { user: userId, device: deviceId ?? "" }));
    output.data({ userId, deviceId, phase: session.phase }, "");
}

/** Without a password, whoever asks shows at the identity provider that it is them: the address to open is said. */
async function resetIdentity({ output }: Context, engine: EngineConnection, password: string | null): Promise<void> {
    let said: string | null = null;
    using _shown = engine.subscribe({ topic: "session" }, ({ proofAddress }) => {
        if (proofAddress === null || proofAddress === said) return;
        said = proofAddress;
        output.line({ open: proofAddress });
        output.say(output.words("say.proveInBrowser"));
    });
    must(await engine.commands.resetIdentity({ password }));
}

/** At the agency's identity provider, whose word the homeserver takes, as `--as` and nobody else. */
async function signInElsewhere(
    context: Context,
    engine: EngineConnection,
    { agency, userId }: Profile,
    { sso, device }: LoginOptions,
): Promise<SessionSnapshot> {
    const token = await signInInBrowser(context, engine, agency.id, sso === true ? undefined : sso);
    const deviceName = device ?? `valise (${hostname()})`;
    must(await engine.commands.signInWithToken({ agencyId: agency.id, token, deviceName, user: userId }));
    return nextPhase(engine);
}

/** From `recovery-to-save` or `verify-needed` to `ready`; ends the command with `verify-needed` when there is no code. */
async function finishIdentity(
    { output }: Context,
    engine: EngineConnection,
    session: SessionSnapshot,
    found: Found,
): Promise<SessionSnapshot> {
    if (session.phase === "recovery-to-save" && session.recoveryCode !== null) {
        const file = found.recoveryFile ?? join(found.profile.dir, "recovery-code");
        writeSecretFile(file, `${session.recoveryCode.groups.join(" ")}\n`, true);
        must(await engine.commands.recoverySaved({}));
        output.say(output.words("say.newIdentity", { file }));
        return { ...session, phase: "ready" };
    }
    if (session.phase !== "verify-needed") return session;
    if (found.recoveryFile === undefined) throw foldFailure({ kind: "verify-needed" });
    await recoverFrom(engine, found.recoveryFile);
    output.say(output.words("say.recovered"));
    return { ...session, phase: "ready" };
}

/** Opens secret storage with the code in a file (`-`: stdin); a typing mistake is told before any server is asked. */
export async function recoverFrom(engine: EngineConnection, file: string): Promise<void> {
    const code = readSecret(file);
    if (findRecoveryCodeProblem(code) !== null) throw foldFailure({ kind: "recovery-code-malformed" });
    must(await engine.commands.recover({ code }));
}

function nextPhase(engine: EngineConnection): Promise<SessionSnapshot> {
    return until(
        engine,
        { topic: "session" },
        (snapshot) => {
            if (snapshot.phase === "signing-in" && snapshot.failure !== null) throw foldFailure(snapshot.failure);
            return ["recovery-to-save", "verify-needed", "ready"].includes(snapshot.phase) ? snapshot : null;
        },
        60,
    );
}

function readPassword(file: string | undefined): string {
    if (file === undefined) throw badUsage("usage.passwordFile");
    return readSecret(file);
}

const isOf = (serverName: string) => (agency: AgencySnapshot) => agency.serverName === serverName;

/** Inside a running stack the address, the authority and the files of secrets are found; what is given by hand goes first. */
function findAccount(context: Context, userId: UserId, options: LoginOptions): Found {
    const { data, env } = context;
    const stack = findRunningStack(resolve(data ?? defaultDataDir(env)));
    const known = options.homeserver === undefined ? stack?.findUser(userId) : undefined;
    const existing = listProfiles(accountFolders(data, env)).find((profile) => profile.userId === userId);
    const serverName = userId.slice(userId.indexOf(":") + 1);
    const configFile = options.config === undefined ? (existing?.configFile ?? null) : resolve(options.config);
    const managed = configFile === null ? undefined : readConfig(configFile).agencies.find(isOf(serverName));
    const clientUrl = options.homeserver ?? managed?.clientUrl ?? known?.agency.clientUrl ?? existing?.agency.clientUrl;
    if (clientUrl === undefined) throw badUsage("usage.homeserver", { user: userId });
    checkAddress(clientUrl);
    const caFile = options.ca === undefined ? (existing?.caFile ?? null) : resolve(options.ca);
    if (caFile !== null && !existsSync(caFile)) throw badUsage("usage.file", { path: caFile });
    const stackRecovery = known?.user.recoveryFile;
    return {
        profile: {
            userId,
            dir: existing?.dir ?? newProfileDir(userId, data, env),
            agency: {
                id: managed?.id ?? known?.agency.id ?? serverName,
                name: managed?.name ?? known?.agency.name ?? serverName,
                serverName,
                clientUrl,
            },
            caFile,
            configFile,
        },
        passwordFile: options.passwordFile ?? known?.user.passwordFile,
        recoveryFile: options.recoveryFile ?? stackRecovery,
    };
}
