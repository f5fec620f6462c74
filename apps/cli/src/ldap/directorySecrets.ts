import type { Context } from "../commands/Context.ts";
import { badUsage } from "../output/CommandFailure.ts";
import { readSecret } from "../profile/secretFiles.ts";
import { readPair } from "../provisioning/readPair.ts";
import { askSecret } from "./askSecret.ts";
import type { DirectorySecret } from "./createDirectories.ts";

/** Passwords of directories: from the file that was named for the agency, else asked for at the terminal. */
export function directorySecrets({ output }: Context, files: readonly string[] = []): DirectorySecret {
    const byAgency = new Map(files.map(readPair));
    return async ({ agency, url, bind }) => {
        const file = byAgency.get(agency);
        if (file === undefined && !process.stdin.isTTY) throw badUsage("usage.ldapSecretFile", { value: agency });
        const question = output.words("say.ldapSecret", { url, name: bind ?? "" });
        const secret = file === undefined ? await askSecret(question) : readSecret(file);
        // With an empty one a server lets anybody in as nobody, who may be shown less.
        if (secret === "") throw badUsage("usage.ldapSecretEmpty", { value: agency });
        return secret;
    };
}
