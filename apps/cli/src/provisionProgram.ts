import type { Command } from "commander";
import { apply, plan } from "./commands/provision.ts";
import type { Run } from "./program.ts";
import type { Words } from "./words/words.ts";

/** `valise plan` and `valise apply`: an agency's spaces, rooms and people from one manifest. */
export function addProvisioning(program: Command, words: Words, run: Run): void {
    withServers(program.command("plan").description(words("help.plan")), words)
        .option("--who <user>", words("help.provision.who"))
        .action((file, options, command: Command) => run(command, (context) => plan(context, file, options)));
    withServers(program.command("apply").description(words("help.apply")), words)
        .option("--signatures <file>", words("help.provision.signatures"))
        .option("--letters <folder>", words("help.provision.letters"))
        .option("--break-lock", words("help.provision.breakLock"))
        .action((file, options, command: Command) => run(command, (context) => apply(context, file, options)));
}

function withServers(command: Command, words: Words): Command {
    return command
        .argument("<file>", words("help.provision.file"))
        .option("--allow-destroy", words("help.provision.allowDestroy"))
        .option("--target <entry...>", words("help.provision.target"))
        .option("--readmit <user...>", words("help.provision.readmit"))
        .option("--detailed-exitcode", words("help.provision.detailed"))
        .option("--agency <id...>", words("help.provision.agency"))
        .option("--server <agency=url...>", words("help.provision.server"))
        .option("--admin-token-file <file...>", words("help.provision.adminTokenFile"));
}
