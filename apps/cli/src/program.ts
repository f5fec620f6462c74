import { Command, Option } from "commander";
import { logout, whoami } from "./commands/account.ts";
import { parseDuration, parseNumber, parseSeconds } from "./commands/arguments.ts";
import type { Context } from "./commands/Context.ts";
import { exportRoom } from "./commands/exportRoom.ts";
import { whoCanRead } from "./commands/gate.ts";
import { letIn } from "./commands/letIn.ts";
import { listen } from "./commands/listen.ts";
import { login } from "./commands/login.ts";
import { createRoom, inviteToRoom, joinRoom, leaveRoom, rooms } from "./commands/rooms.ts";
import { search } from "./commands/search.ts";
import { deleteMessage, edit, forward, send } from "./commands/send.ts";
import { verify } from "./commands/verify.ts";
import { addCrisis } from "./crisisProgram.ts";
import { addClearance, addOfficer, addPolicy, addSpill, addTrust } from "./deskProgram.ts";
import { addProvisioning } from "./provisionProgram.ts";
import { generateStack } from "./stack/generateStack.ts";
import { faultStack, resetStack, stackStatus, startStackCommand, stopStack } from "./stack/stackCommands.ts";
import type { Words } from "./words/words.ts";

const examples = `  valise stack start
  valise login --as @claire.morvan:mfa.example
  valise --as @claire.morvan:mfa.example room create --name "Evacuation" --invite @paul.esteve:mod.example
  valise --as @claire.morvan:mfa.example send --room '!…' "Two coaches at 06:00"
  valise --as @paul.esteve:mod.example listen --room '!…' --until "coaches" --timeout 60
  valise stack fault --from mfa --to mod --both --cut refuse
`;

/** What a command runs with, made from the options that stand anywhere on the line. */
export type Run = (command: Command, task: (context: Context) => Promise<void>) => Promise<void>;

/** Every command and option of the public interface. No option is accepted that does nothing. */
export function createProgram(words: Words, run: Run): Command {
    const program = new Command("valise")
        .description(words("help.valise"))
        .helpCommand(false)
        .addHelpText("after", `\n${words("help.examples")}\n${examples}\n${words("help.exitCodes")}`);
    addStack(program, words, run);
    addAccount(program, words, run);
    addRooms(program, words, run);
    addMessages(program, words, run);
    addProvisioning(program, words, run);
    addCrisis(program, words, run);
    addClearance(program, words, run);
    addOfficer(program, words, run);
    addSpill(program, words, run);
    addTrust(program, words, run);
    addPolicy(program, words, run);
    everyCommand(program, (command) => {
        command
            .option("--as <user>", words("help.as"))
            .option("--json", words("help.json"))
            .addOption(new Option("--lang <language>", words("help.lang")).choices(["en", "fr", "de"]))
            .option("--data <folder>", words("help.data"))
            .showHelpAfterError(false)
            .exitOverride();
    });
    return program;
}

function everyCommand(command: Command, change: (command: Command) => void): void {
    change(command);
    for (const child of command.commands) everyCommand(child, change);
}

function addStack(program: Command, words: Words, run: Run): void {
    const stack = program.command("stack").description(words("help.stack"));
    const add = (name: string, about: string, task: (context: Context) => Promise<void>) =>
        stack
            .command(name)
            .description(about)
            .action((_options, command: Command) => run(command, task));
    stack
        .command("start")
        .description(words("help.stack.start"))
        .addOption(
            new Option("--profile <profile>", words("help.stack.profile"))
                .choices(["embedded", "scale"])
                .default("embedded"),
        )
        .option("--policy", words("help.stack.policy"))
        .action((options, command: Command) => run(command, (context) => startStackCommand(context, options)));
    add("stop", words("help.stack.stop"), stopStack);
    add("status", words("help.stack.status"), stackStatus);
    add("reset", words("help.stack.reset"), resetStack);
    stack
        .command("generate")
        .description(words("help.stack.generate"))
        .requiredOption("--description <file>", words("help.generate.description"))
        .requiredOption("--agency <id>", words("help.generate.agency"))
        .requiredOption("--client-host <host>", words("help.generate.clientHost"))
        .option("--manifest <file>", words("help.generate.manifest"))
        .option("--policy", words("help.generate.policy"))
        .requiredOption("--out <folder>", words("help.generate.out"))
        .action((options, command: Command) => run(command, (context) => generateStack(context, options)));
    stack
        .command("fault")
        .description(words("help.stack.fault"))
        .option("--from <agency>", words("help.fault.from"))
        .option("--to <agency>", words("help.fault.to"))
        .option("--both", words("help.fault.both"))
        .addOption(new Option("--cut <how>", words("help.fault.cut")).choices(["refuse", "blackhole"]))
        .option("--delay <ms>", words("help.fault.delay"), parseNumber)
        .option("--bytes-per-second <n>", words("help.fault.throttle"), parseNumber)
        .option("--heal", words("help.fault.heal"))
        .option("--homeserver <agency>", words("help.fault.homeserver"))
        .addOption(
            new Option("--action <action>", words("help.fault.action")).choices([
                "start",
                "stop",
                "kill",
                "pause",
                "resume",
                "restart",
            ]),
        )
        .action((options, command: Command) => run(command, (context) => faultStack(context, options)));
}

function addAccount(program: Command, words: Words, run: Run): void {
    program
        .command("login")
        .description(words("help.login"))
        .option("--password-file <file>", words("help.login.passwordFile"))
        .option("--recovery-file <file>", words("help.login.recoveryFile"))
        .option("--homeserver <url>", words("help.login.homeserver"))
        .option("--ca <file>", words("help.login.ca"))
        .option("--config <file>", words("help.login.config"))
        .option("--device <name>", words("help.login.device"))
        .option("--sso [provider]", words("help.login.sso"))
        .option("--reset-identity", words("help.login.reset"))
        .action((options, command: Command) => run(command, (context) => login(context, options)));
    program
        .command("whoami")
        .description(words("help.whoami"))
        .action((_options, command: Command) => run(command, whoami));
    program
        .command("verify")
        .description(words("help.verify"))
        .option("--recovery-file <file>", words("help.login.recoveryFile"))
        .option("--user <user>", words("help.verify.user"))
        .option("--accept", words("help.verify.accept"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 120)
        .action((options, command: Command) => run(command, (context) => verify(context, options)));
    program
        .command("logout")
        .description(words("help.logout"))
        .action((_options, command: Command) => run(command, logout));
}

function addRooms(program: Command, words: Words, run: Run): void {
    program
        .command("rooms")
        .description(words("help.rooms"))
        .action((_options, command: Command) => run(command, rooms));
    program
        .command("who-can-read")
        .description(words("help.whoCanRead"))
        .requiredOption("--room <room>", words("help.roomId"))
        .action((options, command: Command) => run(command, (context) => whoCanRead(context, options)));
    const room = program.command("room").description(words("help.room"));
    room.command("create")
        .description(words("help.room.create"))
        .requiredOption("--name <name>", words("help.name"))
        .option("--topic <topic>", words("help.topic"))
        .option("--invite <user...>", words("help.inviteOption"))
        .addOption(
            new Option("--kind <kind>", words("help.kind"))
                .choices(["room", "direct", "channel", "ledger"])
                .default("room"),
        )
        .option("--label <label>", words("help.roomLabel"))
        .addOption(new Option("--admission <admission>", words("help.admission")).choices(["cleared", "roster"]))
        .option("--agency <agency...>", words("help.agency"))
        .option("--cell <cell...>", words("help.cell"))
        .option("--broadcaster <user...>", words("help.broadcaster"))
        .action((options, command: Command) => run(command, (context) => createRoom(context, options)));
    room.command("invite")
        .description(words("help.room.invite"))
        .requiredOption("--room <room>", words("help.roomId"))
        .argument("<user...>", words("help.users"))
        .action((users, options, command: Command) => run(command, (context) => inviteToRoom(context, users, options)));
    room.command("join")
        .description(words("help.room.join"))
        .requiredOption("--room <room>", words("help.roomId"))
        .action((options, command: Command) => run(command, (context) => joinRoom(context, options)));
    room.command("leave")
        .description(words("help.room.leave"))
        .requiredOption("--room <room>", words("help.roomId"))
        .action((options, command: Command) => run(command, (context) => leaveRoom(context, options)));
    room.command("let-in")
        .description(words("help.room.letIn"))
        .requiredOption("--room <room>", words("help.roomId"))
        .requiredOption("--file <file>", words("help.letIn.file"))
        .option("--reason <text>", words("help.letIn.reason"))
        .option("--for <duration>", words("help.letIn.for"), parseDuration, 8 * 3_600)
        .argument("[user]", words("help.letIn.user"))
        .action((user, options, command: Command) => run(command, (context) => letIn(context, user, options)));
    room.command("export")
        .description(words("help.room.export"))
        .requiredOption("--room <room>", words("help.roomId"))
        .addOption(
            new Option("--format <format>", words("help.export.format")).choices(["text", "html"]).default("text"),
        )
        .option("--out <folder>", words("help.export.out"))
        .action((options, command: Command) => run(command, (context) => exportRoom(context, options)));
}

function addMessages(program: Command, words: Words, run: Run): void {
    program
        .command("send")
        .description(words("help.send"))
        .requiredOption("--room <room>", words("help.roomId"))
        .option("--reply-to <event>", words("help.replyTo"))
        .option("--quote <event>", words("help.quote"))
        .option("--file <file>", words("help.file"))
        .option("--label <label>", words("help.label"))
        .option("--only-if-all-read", words("help.onlyIfAllRead"))
        .option("--real", words("help.real"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .argument("[text]", words("help.text"))
        .action((text, options, command: Command) => run(command, (context) => send(context, text, options)));
    program
        .command("listen")
        .description(words("help.listen"))
        .option("--room <room>", words("help.roomId"))
        .option("--until <text>", words("help.until"))
        .option("--gateway <file>", words("help.gateway"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds)
        .action((options, command: Command) => run(command, (context) => listen(context, options)));
    program
        .command("edit")
        .description(words("help.edit"))
        .requiredOption("--event <event>", words("help.event"))
        .option("--room <room>", words("help.roomId"))
        .option("--label <label>", words("help.label"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .argument("<text>", words("help.text"))
        .action((text, options, command: Command) => run(command, (context) => edit(context, text, options)));
    program
        .command("forward")
        .description(words("help.forward"))
        .requiredOption("--event <event>", words("help.event"))
        .requiredOption("--to <room>", words("help.forward.to"))
        .option("--room <room>", words("help.roomId"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .action((options, command: Command) => run(command, (context) => forward(context, options)));
    program
        .command("search")
        .description(words("help.search"))
        .option("--room <room>", words("help.roomId"))
        .argument("<text>", words("help.search.text"))
        .action((text, options, command: Command) => run(command, (context) => search(context, text, options)));
    program
        .command("delete")
        .description(words("help.delete"))
        .requiredOption("--event <event>", words("help.event"))
        .option("--room <room>", words("help.roomId"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .action((options, command: Command) => run(command, (context) => deleteMessage(context, options)));
}
