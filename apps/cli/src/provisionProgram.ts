import type { Command } from "commander";
import { accountActs, actOnAccount } from "./commands/actOnAccount.ts";
import { importServers } from "./commands/importServers.ts";
import { leavers } from "./commands/leavers.ts";
import { audit, offboard } from "./commands/offboard.ts";
import { apply, plan } from "./commands/provision.ts";
import { readLdap } from "./commands/readLdap.ts";
import type { Run } from "./program.ts";
import type { Words } from "./words/words.ts";

/** `valise plan`, `apply`, `import`, `offboard`, `account`, `ldap` and `audit`: an agency's spaces, rooms and people from one manifest. */
export function addProvisioning(program: Command, words: Words, run: Run): void {
    withServers(program.command("plan").description(words("help.plan")), words)
        .option("--who <user>", words("help.provision.who"))
        .action((file, options, command: Command) => run(command, (context) => plan(context, file, options)));
    withServers(program.command("apply").description(words("help.apply")), words)
        .option("--signatures <file>", words("help.provision.signatures"))
        .option("--letters <folder>", words("help.provision.letters"))
        .option("--invite <file>", words("help.provision.invite"))
        .option("--remind <file>", words("help.provision.remind"))
        .option("--invite-again <user...>", words("help.provision.inviteAgain"))
        .option("--break-lock", words("help.provision.breakLock"))
        .action((file, options, command: Command) => run(command, (context) => apply(context, file, options)));
    serverOptions(program.command("import").description(words("help.import")), words)
        .requiredOption("--out <folder>", words("help.import.out"))
        .action((file, options, command: Command) => run(command, (context) => importServers(context, file, options)));
    serverOptions(program.command("offboard").description(words("help.offboard")), words)
        .argument("<user>", words("help.offboard.user"))
        .option("--revoke", words("help.offboard.revoke"))
        .option("--desk <folder>", words("help.desk"))
        .option("--passphrase-file <file>", words("help.passphraseFile"))
        .option("--reason <text>", words("help.reason"))
        .option("--break-lock", words("help.provision.breakLock"))
        .action((file, user, options, command: Command) =>
            run(command, (context) => offboard(context, file, user, options)),
        );
    serverOptions(program.command("leavers").description(words("help.leavers")), words)
        .option("--remove <user...>", words("help.leavers.remove"))
        .option("--detailed-exitcode", words("help.leavers.detailed"))
        .option("--break-lock", words("help.provision.breakLock"))
        .action((file, options, command: Command) => run(command, (context) => leavers(context, file, options)));
    const account = program.command("account").description(words("help.account"));
    for (const act of accountActs) {
        const command = serverOptions(account.command(act).description(words(`help.account.${act}`)), words)
            .argument("<user>", words("help.account.user"))
            .option("--break-lock", words("help.provision.breakLock"));
        if (act === "create")
            command
                .requiredOption("--name <name>", words("help.account.name"))
                .option("--letters <folder>", words("help.provision.letters"));
        command.action((file, user, options, command: Command) =>
            run(command, (context) => actOnAccount(context, act, [file, user], options)),
        );
    }
    program
        .command("ldap")
        .description(words("help.ldap"))
        .argument("<file>", words("help.provision.file"))
        .option("--ldap-secret-file <agency=file...>", words("help.provision.ldapSecretFile"))
        .option("--out <file>", words("help.ldap.out"))
        .action((file, options, command: Command) => run(command, (context) => readLdap(context, file, options)));
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
