import type { Command } from "commander";
import { importServers } from "./commands/importServers.ts";
import { audit, offboard } from "./commands/offboard.ts";
import { apply, plan } from "./commands/provision.ts";
import type { Run } from "./program.ts";
import type { Words } from "./words/words.ts";

/** `valise plan`, `apply`, `import`, `offboard` and `audit`: an agency's spaces, rooms and people from one manifest. */
export function addProvisioning(program: Command, words: Words, run: Run): void {
    withServers(program.command("plan").description(words("help.plan")), words)
        .option("--who <user>", words("help.provision.who"))
        .action((file, options, command: Command) => run(command, (context) => plan(context, file, options)));
    withServers(program.command("apply").description(words("help.apply")), words)
        .option("--signatures <file>", words("help.provision.signatures"))
        .option("--letters <folder>", words("help.provision.letters"))
        .option("--break-lock", words("help.provision.breakLock"))
        .action((file, options, command: Command) => run(command, (context) => apply(context, file, options)));
    serverOptions(program.command("import").description(words("help.import")), words)
        .requiredOption("--out <folder>", words("help.import.out"))
        .action((file, options, command: Command) => run(command, (context) => importServers(context, file, options)));
    serverOptions(program.command("offboard").description(words("help.offboard")), words)
        .argument("<user>", words("help.offboard.user"))
        .option("--break-lock", words("help.provision.breakLock"))
        .action((file, user, options, command: Command) =>
            run(command, (context) => offboard(context, file, user, options)),
        );
    serverOptions(program.command("audit").description(words("help.audit")), words).action(
        (file, options, command: Command) => run(command, (context) => audit(context, file, options)),
    );
}

function withServers(command: Command, words: Words): Command {
    return serverOptions(command, words)
        .option("--ldap-secret-file <agency=file...>", words("help.provision.ldapSecretFile"))
        .option("--allow-destroy", words("help.provision.allowDestroy"))
        .option("--target <entry...>", words("help.provision.target"))
        .option("--readmit <user...>", words("help.provision.readmit"))
        .option("--detailed-exitcode", words("help.provision.detailed"));
}

function serverOptions(command: Command, words: Words): Command {
    return command
        .argument("<file>", words("help.provision.file"))
        .option("--agency <id...>", words("help.provision.agency"))
        .option("--server <agency=url...>", words("help.provision.server"))
        .option("--admin-token-file <file...>", words("help.provision.adminTokenFile"));
}
