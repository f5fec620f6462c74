import { awaitLoginToken } from "@valise/loopback";
import type { Context } from "../commands/Context.ts";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { must } from "../output/foldFailure.ts";

const PATIENCE_MS = 300_000;

/** Says which address to open, waits for the browser to come back, and answers with what it brought. */
export async function signInInBrowser(
    { output }: Context,
    engine: EngineConnection,
    agencyId: string,
    name: string | undefined,
): Promise<string> {
    const { providers } = must(await engine.commands.signInOptions({ agencyId }));
    const provider = providers.find((each) => name === undefined || each.name === name);
    if (provider === undefined)
        throw new CommandFailure("no-provider", exitCodes.failed, "failure.noProvider", {
            names: providers.map((each) => each.name).join(", ") || "-",
        });
    using place = await awaitLoginToken(output.words("say.browserDone"));
    output.line({ open: `${provider.address}${encodeURIComponent(place.address)}` });
    output.say(output.words("say.openInBrowser", { name: provider.name }));
    const token = await place.token(PATIENCE_MS);
    if (token === null) throw new CommandFailure("sign-in-expired", exitCodes.failed, "failure.sign-in-expired");
    return token;
}
