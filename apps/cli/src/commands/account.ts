import { engineEnded } from "../engine/connectEngine.ts";
import { must } from "../output/foldFailure.ts";
import { removeProfile } from "../profile/Profile.ts";
import { type Context, chooseProfile, openSession } from "./Context.ts";
import { describeClearance, readClearance } from "./clearance.ts";

/** Who is signed in, and how far; works without a network. */
export async function whoami(context: Context): Promise<void> {
    const { engine, session } = await openSession(chooseProfile(context));
    using _engine = engine;
    const { userId, deviceId, displayName, phase, agency, recoveryInfo, keyBackup } = session;
    const { serverName, clientUrl } = agency ?? {};
    const held = await readClearance(engine);
    const backup = { keyBackup, notBackedUp: held.trust.deviceOnly };
    const who = { userId, deviceId, displayName, phase, serverName, clientUrl, recoveryInfo };
    const value = { ...who, ...backup, clearance: describeClearance(held) };
    context.output.data(value, `${userId ?? "-"} ${deviceId ?? "-"} ${phase}`);
}

/** Ends the session on the server where it can be reached, and always wipes this device. */
export async function logout(context: Context): Promise<void> {
    const profile = chooseProfile(context);
    const { engine } = await openSession(profile);
    must(await engine.commands.signOut({}));
    engine[Symbol.dispose]();
    await engineEnded(profile);
    removeProfile(profile);
    context.output.say(context.output.words("say.signedOut"));
    context.output.data({ userId: profile.userId, signedOut: true }, "");
}
