import { type Command, Option } from "commander";
import { parseDuration, parseSeconds } from "./commands/arguments.ts";
import { exportBag, importBag } from "./commands/crisis/bag.ts";
import { acknowledge, broadcast, coverage } from "./commands/crisis/broadcast.ts";
import { closeCrisis } from "./commands/crisis/closeCrisis.ts";
import { cosign } from "./commands/crisis/cosign.ts";
import { showExercise, startExercise, stopExercise } from "./commands/crisis/exercise.ts";
import { addToLog, archiveRoom, listLog } from "./commands/crisis/log.ts";
import { openCrisis, openEmergencyRoom } from "./commands/crisis/openRoom.ts";
import { publish } from "./commands/crisis/publish.ts";
import { readBack } from "./commands/crisis/readBack.ts";
import { showRollCall, startRollCall } from "./commands/crisis/rollCall.ts";
import { listTemplates } from "./commands/crisis/templates.ts";
import { verifyArchive } from "./commands/crisis/verifyArchive.ts";
import { giveWatch, listWatches, takeWatch } from "./commands/crisis/watch.ts";
import { showWeather } from "./commands/crisis/weather.ts";
import type { Run } from "./program.ts";
import type { Words } from "./words/words.ts";

const precedences = ["ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH"];

/** `valise broadcast`, `ack`, `coverage`, `rollcall`, `bag`, `weather`, `readback`, `watch`, `crisis`, `log`, `verify-archive`, `exercise`. */
export function addCrisis(program: Command, words: Words, run: Run): void {
    program
        .command("broadcast")
        .description(words("help.broadcast"))
        .requiredOption("--room <room>", words("help.roomId"))
        .addOption(
            new Option("--precedence <precedence>", words("help.precedence"))
                .choices(precedences)
                .makeOptionMandatory(),
        )
        .option("--ack-by <duration>", words("help.ackBy"), parseDuration)
        .option("--no-ack", words("help.noAck"))
        .option("--label <label>", words("help.label"))
        .option("--option <answer...>", words("help.option"))
        .option("--file <file>", words("help.file"))
        .option("--supersedes <broadcast>", words("help.supersedes"))
        .option("--exercise", words("help.exercise"))
        .option("--preview", words("help.preview"))
        .option("--language <tag>", words("help.language"), "en")
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .argument("[text]", words("help.text"))
        .action((text, options, command: Command) => run(command, (context) => broadcast(context, text, options)));
    program
        .command("ack")
        .description(words("help.ack"))
        .requiredOption("--broadcast <broadcast>", words("help.broadcastId"))
        .option("--answer <answer>", words("help.answer"))
        .option("--text <text>", words("help.answerText"))
        .option("--cannot-comply", words("help.cannotComply"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .action((options, command: Command) => run(command, (context) => acknowledge(context, options)));
    program
        .command("coverage")
        .description(words("help.coverage"))
        .requiredOption("--broadcast <broadcast>", words("help.broadcastId"))
        .action((options, command: Command) => run(command, (context) => coverage(context, options)));
    addRollCall(program, words, run);
    addLinks(program, words, run);
    addWatch(program, words, run);
    addPlans(program, words, run);
    addLog(program, words, run);
    addExercise(program, words, run);
}

/** Of a running demonstration. */
function addExercise(program: Command, words: Words, run: Run): void {
    const exercise = program.command("exercise").description(words("help.exercise.group"));
    exercise
        .command("start")
        .description(words("help.exercise.start"))
        .option("--short", words("help.exercise.short"))
        .action((options, command: Command) => run(command, (context) => startExercise(context, options)));
    exercise
        .command("stop")
        .description(words("help.exercise.stop"))
        .action((_options, command: Command) => run(command, stopExercise));
    exercise
        .command("status")
        .description(words("help.exercise.status"))
        .action((_options, command: Command) => run(command, showExercise));
}

function addRollCall(program: Command, words: Words, run: Run): void {
    const rollCall = program.command("rollcall").description(words("help.rollcall"));
    rollCall
        .command("start")
        .description(words("help.rollcall.start"))
        .requiredOption("--room <room>", words("help.roomId"))
        .addOption(
            new Option("--precedence <precedence>", words("help.precedence")).choices(precedences).default("IMMEDIATE"),
        )
        .option("--ack-by <duration>", words("help.ackBy"), parseDuration)
        .option("--option <answer...>", words("help.option"))
        .option("--no-free", words("help.rollcall.noFree"))
        .option("--place", words("help.rollcall.place"))
        .option("--deputies", words("help.rollcall.deputies"))
        .option("--label <label>", words("help.label"))
        .option("--exercise", words("help.exercise"))
        .option("--language <tag>", words("help.language"), "en")
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .argument("[text]", words("help.text"))
        .action((text, options, command: Command) => run(command, (context) => startRollCall(context, text, options)));
    rollCall
        .command("answer")
        .description(words("help.rollcall.answer"))
        .requiredOption("--broadcast <broadcast>", words("help.broadcastId"))
        .addOption(new Option("--state <state>", words("help.rollcall.state")).choices(["safe", "need-help", "hurt"]))
        .option("--cannot-comply", words("help.cannotComply"))
        .option("--place <place>", words("help.rollcall.where"))
        .option("--answer <answer>", words("help.answer"))
        .option("--text <text>", words("help.answerText"))
        .option("--for <user>", words("help.rollcall.for"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .action((options, command: Command) => run(command, (context) => acknowledge(context, options)));
    rollCall
        .command("show")
        .description(words("help.rollcall.show"))
        .requiredOption("--broadcast <broadcast>", words("help.broadcastId"))
        .option("--csv <file>", words("help.rollcall.csv"))
        .action((options, command: Command) => run(command, (context) => showRollCall(context, options)));
}

/** When a link is down: `valise bag`, `valise weather`; and `valise readback` for the telephone. */
function addLinks(program: Command, words: Words, run: Run): void {
    const bag = program.command("bag").description(words("help.bag"));
    bag.command("export")
        .description(words("help.bag.export"))
        .requiredOption("--room <room>", words("help.roomId"))
        .requiredOption("--agency <agency>", words("help.bag.agency"))
        .requiredOption("--out <folder>", words("help.log.out"))
        .option("--files", words("help.log.files"))
        .option("--since <duration>", words("help.bag.since"), parseDuration)
        .option("--broadcast <broadcast>", words("help.broadcastId"))
        .action((options, command: Command) => run(command, (context) => exportBag(context, options)));
    bag.command("import")
        .description(words("help.bag.import"))
        .argument("<file>", words("help.bag.file"))
        .action((path, _options, command: Command) => run(command, (context) => importBag(context, path)));
    program
        .command("weather")
        .description(words("help.weather"))
        .action((_options, command: Command) => run(command, showWeather));
    program
        .command("readback")
        .description(words("help.readback"))
        .requiredOption("--broadcast <broadcast>", words("help.broadcastId"))
        .addOption(new Option("--language <tag>", words("help.language")).choices(["en", "fr", "de"]).default("en"))
        .option("--heard <words>", words("help.readback.heard"))
        .action((options, command: Command) => run(command, (context) => readBack(context, options)));
}

/** `valise crisis`, and `room open` beside the other commands of rooms. */
function addPlans(program: Command, words: Words, run: Run): void {
    const crisis = program.command("crisis").description(words("help.crisis"));
    crisis
        .command("templates")
        .description(words("help.crisis.templates"))
        .action((_options, command: Command) => run(command, listTemplates));
    crisis
        .command("open")
        .description(words("help.crisis.open"))
        .requiredOption("--template <template>", words("help.template"))
        .option("--exercise", words("help.exercise"))
        .option("--exercise-name <name>", words("help.exerciseName"))
        .option("--lead <agency>", words("help.lead"))
        .addOption(new Option("--phase <phase>", words("help.phase")).choices(["alert", "response"]))
        .option("--name <name>", words("help.name"))
        .action((options, command: Command) => run(command, (context) => openCrisis(context, options)));
    crisis
        .command("close")
        .description(words("help.crisis.close"))
        .requiredOption("--crisis <crisis>", words("help.crisisId"))
        .option("--archive <folder>", words("help.crisis.archive"))
        .option("--files", words("help.log.files"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .argument("<state>", words("help.crisis.state"))
        .action((state, options, command: Command) => run(command, (context) => closeCrisis(context, state, options)));
    program.commands
        .find((command) => command.name() === "room")
        ?.command("open")
        .description(words("help.room.open"))
        .requiredOption("--template <template>", words("help.template"))
        .option("--crisis <crisis>", words("help.crisisId"))
        .option("--name <name>", words("help.name"))
        .option("--without <role...>", words("help.without"))
        .option("--deputy <role=user...>", words("help.deputy"))
        .option("--dry-run", words("help.dryRun"))
        .action((options, command: Command) => run(command, (context) => openEmergencyRoom(context, options)));
    crisis
        .command("publish")
        .description(words("help.crisis.publish"))
        .requiredOption("--room <room>", words("help.roomId"))
        .addOption(
            new Option("--kind <kind>", words("help.publishKind"))
                .choices(["directory", "template"])
                .makeOptionMandatory(),
        )
        .argument("<file>", words("help.payloadFile"))
        .action((path, options, command: Command) => run(command, (context) => publish(context, path, options)));
    crisis
        .command("cosign")
        .description(words("help.crisis.cosign"))
        .requiredOption("--template <template>", words("help.template"))
        .action((options, command: Command) => run(command, (context) => cosign(context, options)));
}

function addWatch(program: Command, words: Words, run: Run): void {
    const watch = program.command("watch").description(words("help.watch"));
    watch
        .command("list")
        .description(words("help.watch.list"))
        .action((_options, command: Command) => run(command, listWatches));
    watch
        .command("take")
        .description(words("help.watch.take"))
        .requiredOption("--role <role>", words("help.dutyRole"))
        .option("--agency <agency>", words("help.dutyAgency"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .action((options, command: Command) => run(command, (context) => takeWatch(context, options)));
    watch
        .command("give")
        .description(words("help.watch.give"))
        .requiredOption("--role <role>", words("help.dutyRole"))
        .option("--agency <agency>", words("help.dutyAgency"))
        .requiredOption("--to <user>", words("help.watch.to"))
        .option("--note <text>", words("help.watch.note"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 100)
        .action((options, command: Command) => run(command, (context) => giveWatch(context, options)));
}

function addLog(program: Command, words: Words, run: Run): void {
    const log = program.command("log").description(words("help.log"));
    log.command("list")
        .description(words("help.log.list"))
        .requiredOption("--room <room>", words("help.roomId"))
        .action((options, command: Command) => run(command, (context) => listLog(context, options)));
    log.command("add")
        .description(words("help.log.add"))
        .requiredOption("--room <room>", words("help.roomId"))
        .addOption(
            new Option("--kind <kind>", words("help.log.kind"))
                .choices(["sitrep", "decision", "task", "task-done"])
                .makeOptionMandatory(),
        )
        .option("--text <text>", words("help.log.text"))
        .option("--instead <text>", words("help.log.instead"))
        .option("--owner <user>", words("help.log.owner"))
        .option("--due <duration>", words("help.log.due"), parseDuration)
        .option("--of <entry>", words("help.log.of"))
        .option("--label <label>", words("help.label"))
        .option("--timeout <seconds>", words("help.timeout"), parseSeconds, 60)
        .argument("<title>", words("help.log.title"))
        .action((title, options, command: Command) => run(command, (context) => addToLog(context, title, options)));
    log.command("archive")
        .description(words("help.log.archive"))
        .requiredOption("--room <room>", words("help.roomId"))
        .requiredOption("--out <folder>", words("help.log.out"))
        .action((options, command: Command) => run(command, (context) => archiveRoom(context, options)));
    program
        .command("verify-archive")
        .description(words("help.verifyArchive"))
        .requiredOption("--bundle <file>", words("help.bundle"))
        .requiredOption("--trust <file>", words("help.trustFile"))
        .option("--list <file>", words("help.atFile"), (file: string, files: readonly string[]) => [...files, file], [])
        .argument("<archive>", words("help.archiveFile"))
        .action((path, options, command: Command) => run(command, (context) => verifyArchive(context, path, options)));
}
