import { type Command, Option } from "commander";
import { parseDuration, parseNumber, parseSeconds } from "./commands/arguments.ts";
import { installClearance, requestClearance, showClearance } from "./commands/clearance.ts";
import { changeStatus } from "./commands/officer/changeStatus.ts";
import { issue } from "./commands/officer/issue.ts";
import { audit, listHolders } from "./commands/officer/list.ts";
import { renew } from "./commands/officer/renew.ts";
import { listRequests } from "./commands/officer/requests.ts";
import { sign } from "./commands/officer/sign.ts";
import { listSpills } from "./commands/officer/spills.ts";
import { servePolicy } from "./commands/policy.ts";
import { reportSpill, showReach } from "./commands/spill.ts";
import { bundleTrust } from "./commands/trust/bundleTrust.ts";
import { certifyOfficer } from "./commands/trust/certifyOfficer.ts";
import { initTrust, keepKey } from "./commands/trust/initTrust.ts";
import { publishTrust } from "./commands/trust/publishTrust.ts";
import { showTrust, verifyTrust } from "./commands/trust/verifyTrust.ts";
import type { Run } from "./program.ts";
import type { Words } from "./words/words.ts";

/** `valise trust`: keys, bundle, status lists. */
export function addTrust(program: Command, words: Words, run: Run): void {
    const trust = program.command("trust").description(words("help.trust"));
    trust
        .command("init")
        .description(words("help.trust.init"))
        .addOption(
            new Option("--kind <kind>", words("help.keyKind"))
                .choices(["community", "root", "officer", "status"])
                .makeOptionMandatory(),
        )
        .requiredOption("--name <name>", words("help.keyName"))
        .requiredOption("--out <file>", words("help.outFile"))
        .option("--passphrase-file <file>", words("help.passphraseFile"))
        .option("--keystore", words("help.keystore"))
        .action((options, command: Command) => run(command, (context) => initTrust(context, options)));
    trust
        .command("keep")
        .description(words("help.trust.keep"))
        .requiredOption("--key-file <file>", words("help.keyFile"))
        .requiredOption("--passphrase-file <file>", words("help.passphraseFile"))
        .action((options, command: Command) => run(command, (context) => keepKey(context, options)));
    trust
        .command("certify")
        .description(words("help.trust.certify"))
        .requiredOption("--root-key <file>", words("help.rootKey"))
        .option("--passphrase-file <file>", words("help.passphraseFile"))
        .requiredOption("--officer-key <file>", words("help.officerKey"))
        .requiredOption("--officer <name>", words("help.officerName"))
        .requiredOption("--agency <urn>", words("help.agencyUrn"))
        .requiredOption("--max-level <level>", words("help.maxLevel"))
        .option("--categories <category...>", words("help.categories"))
        .option("--roles <role...>", words("help.roles"))
        .requiredOption("--servers <server...>", words("help.servers"))
        .requiredOption("--status-list <urn>", words("help.statusList"))
        .option("--days <days>", words("help.days"), parseNumber, 180)
        .option("--max-days <days>", words("help.maxDays"), parseNumber, 90)
        .requiredOption("--out <file>", words("help.outFile"))
        .action((options, command: Command) => run(command, (context) => certifyOfficer(context, options)));
    trust
        .command("bundle")
        .description(words("help.trust.bundle"))
        .option("--draft <file>", words("help.draft"))
        .option("--previous <file>", words("help.previous"))
        .option("--countersign <file>", words("help.countersign"))
        .requiredOption("--key-file <file...>", words("help.communityKey"))
        .option("--passphrase-file <file>", words("help.passphraseFile"))
        .requiredOption("--out <file>", words("help.outFile"))
        .action((options, command: Command) => run(command, (context) => bundleTrust(context, options)));
    trust
        .command("verify")
        .description(words("help.trust.verify"))
        .requiredOption("--bundle <file>", words("help.bundle"))
        .requiredOption("--trust <file>", words("help.trustFile"))
        .option("--list <file...>", words("help.listFile"))
        .option("--delegation <file>", words("help.delegation"))
        .option("--officer-key <file>", words("help.officerKey"))
        .action((options, command: Command) => run(command, (context) => verifyTrust(context, options)));
    trust
        .command("show")
        .description(words("help.trust.show"))
        .requiredOption("--bundle <file>", words("help.bundle"))
        .action((options, command: Command) => run(command, (context) => showTrust(context, options)));
    addPublish(trust, words, run);
}

function addPublish(trust: Command, words: Words, run: Run): void {
    trust
        .command("publish")
        .description(words("help.trust.publish"))
        .requiredOption("--key-file <file>", words("help.statusKey"))
        .option("--passphrase-file <file>", words("help.passphraseFile"))
        .requiredOption("--bundle <file>", words("help.bundle"))
        .requiredOption("--trust <file>", words("help.trustFile"))
        .requiredOption("--agency <urn>", words("help.agencyUrn"))
        .option("--status-list <urn>", words("help.statusList"))
        .requiredOption("--homeserver <url>", words("help.login.homeserver"))
        .requiredOption("--token-file <file>", words("help.tokenFile"))
        .requiredOption("--room <room...>", words("help.trustRoom"))
        .option("--register <file...>", words("help.register"))
        .requiredOption("--state <file>", words("help.state"))
        .option("--every <duration>", words("help.every"), parseDuration, 900)
        .option("--with-bundle", words("help.withBundle"))
        .option("--once", words("help.once"))
        .option("--print-unit", words("help.printUnit"))
        .action((options, command: Command) => run(command, (context) => publishTrust(context, options)));
}

/** `valise policy`: the second line of defence beside a homeserver. */
export function addPolicy(program: Command, words: Words, run: Run): void {
    program
        .command("policy")
        .description(words("help.policy"))
        .command("serve")
        .description(words("help.policy.serve"))
        .requiredOption("--server-name <name>", words("help.policy.serverName"))
        .requiredOption("--key-file <file>", words("help.policy.keyFile"))
        .requiredOption("--bundle <file>", words("help.bundle"))
        .requiredOption("--trust <file>", words("help.trustFile"))
        .option("--port <port>", words("help.policy.port"), parseNumber, 8010)
        .option("--print-unit", words("help.printUnit"))
        .action((options, command: Command) => run(command, (context) => servePolicy(context, options)));
}

/** `valise clearance`: what a person holds. */
export function addClearance(program: Command, words: Words, run: Run): void {
    const clearance = program.command("clearance").description(words("help.clearance"));
    clearance
        .command("show")
        .description(words("help.clearance.show"))
        .action((_options, command: Command) => run(command, showClearance));
    clearance
        .command("request")
        .description(words("help.clearance.request"))
        .requiredOption("--level <clearance>", words("help.level"))
        .option("--role <role...>", words("help.role"))
        .option("--note <text>", words("help.note"), "")
        .action((options, command: Command) => run(command, (context) => requestClearance(context, options)));
    clearance
        .command("install")
        .description(words("help.clearance.install"))
        .requiredOption("--file <file>", words("help.clearanceFile"))
        .action((options, command: Command) => run(command, (context) => installClearance(context, options)));
}

/** `valise spill`: a message of one's own that went where it should not have. */
export function addSpill(program: Command, words: Words, run: Run): void {
    const spill = program.command("spill").description(words("help.spill"));
    const about = (name: string, text: string) =>
        spill
            .command(name)
            .description(text)
            .requiredOption("--event <event>", words("help.event"))
            .option("--room <room>", words("help.roomId"))
            .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60);
    about("reach", words("help.spill.reach")).action((options, command: Command) =>
        run(command, (context) => showReach(context, options)),
    );
    about("report", words("help.spill.report"))
        .option("--note <text>", words("help.note"), "")
        .action((options, command: Command) => run(command, (context) => reportSpill(context, options)));
}

/** `valise officer`: the security officer's desk. */
export function addOfficer(program: Command, words: Words, run: Run): void {
    const officer = program.command("officer").description(words("help.officer"));
    const desk = (name: string, about: string) =>
        officer
            .command(name)
            .description(about)
            .option("--desk <folder>", words("help.desk"))
            .option("--passphrase-file <file>", words("help.passphraseFile"));
    desk("issue", words("help.officer.issue"))
        .option("--csv <file>", words("help.csv"))
        .option("--user <user>", words("help.holder"))
        .option("--level <clearance>", words("help.level"))
        .option("--role <role...>", words("help.role"))
        .option("--identity <text>", words("help.identity"))
        .option("--until <day>", words("help.until"))
        .option("--days <days>", words("help.days"), parseNumber, 90)
        .option("--out <folder>", words("help.credentialFolder"))
        .option("--dry-run", words("help.dryRun"))
        .option("--no-send", words("help.noSend"))
        .action((options, command: Command) => run(command, (context) => issue(context, options)));
    desk("renew", words("help.officer.renew"))
        .option("--user <user...>", words("help.holders"))
        .option("--ending <duration>", words("help.ending"), parseDuration)
        .option("--days <days>", words("help.days"), parseNumber, 90)
        .option("--out <folder>", words("help.credentialFolder"))
        .option("--no-send", words("help.noSend"))
        .action((options, command: Command) => run(command, (context) => renew(context, options)));
    const acts = [
        ["revoke", "revoked"],
        ["suspend", "suspended"],
        ["reinstate", "reinstated"],
    ] as const;
    for (const [name, kind] of acts) {
        desk(name, words(`help.officer.${name}`))
            .option("--user <user>", words("help.holder"))
            .option("--index <number>", words("help.index"), parseNumber)
            .option("--reason <text>", words("help.reason"), "")
            .action((options, command: Command) => run(command, (context) => changeStatus(context, kind, options)));
    }
    addDeskLists(officer, words, run);
    officer
        .command("sign")
        .description(words("help.officer.sign"))
        .option("--desk <folder>", words("help.desk"))
        .option("--id <request...>", words("help.requestId"))
        .option("--all", words("help.all"))
        .argument("<file>", words("help.signFile"))
        .action((file, options, command: Command) => run(command, (context) => sign(context, file, options)));
    officer
        .command("audit")
        .description(words("help.officer.audit"))
        .option("--desk <folder>", words("help.desk"))
        .option("--contains <digest>", words("help.contains"))
        .action((options, command: Command) => run(command, (context) => audit(context, options)));
}

/** Who holds what, who asks, and what is reported. */
function addDeskLists(officer: Command, words: Words, run: Run): void {
    officer
        .command("list")
        .description(words("help.officer.list"))
        .option("--desk <folder>", words("help.desk"))
        .option("--passphrase-file <file>", words("help.passphraseFile"))
        .option("--ending <duration>", words("help.ending"), parseDuration)
        .option("--offline", words("help.listOffline"))
        .action((options, command: Command) => run(command, (context) => listHolders(context, options)));
    officer
        .command("requests")
        .description(words("help.officer.requests"))
        .option("--decline <request...>", words("help.decline"))
        .action((options, command: Command) => run(command, (context) => listRequests(context, options)));
    officer
        .command("spills")
        .description(words("help.officer.spills"))
        .option("--close <report...>", words("help.closeSpill"))
        .option("--out <folder>", words("help.spillOut"))
        .action((options, command: Command) => run(command, (context) => listSpills(context, options)));
}
