import { type Command, CommanderError } from "commander";
import { CommandFailure, exitCodes } from "./output/CommandFailure.ts";
import { createOutput, type Output } from "./output/Output.ts";
import { createProgram } from "./program.ts";
import { chooseLanguage, createWords } from "./words/words.ts";

/** The value after a flag, before the line is parsed: the language is needed for the help texts themselves. */
function peek(argv: readonly string[], flag: string): string | undefined {
    const inline = argv.find((value) => value.startsWith(`${flag}=`));
    return inline?.slice(flag.length + 1) ?? (argv.includes(flag) ? argv[argv.indexOf(flag) + 1] : undefined);
}

/** Runs one command line and answers the exit code. */
export async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
    const words = createWords(chooseLanguage(peek(argv, "--lang"), env));
    const output: Output = createOutput(argv.includes("--json"), words);
    const program = createProgram(words, async (command: Command, task) => {
        const { as, data } = command.optsWithGlobals<{ as?: string; data?: string }>();
        await task({ output, as, data, env });
    });
    program.configureOutput({ writeErr: () => {} });
    for (const command of allCommands(program)) command.configureOutput({ writeErr: () => {} });
    try {
        await program.parseAsync([...argv], { from: "user" });
        return exitCodes.done;
    } catch (error) {
        if (!(error instanceof CommanderError)) return output.fail(error);
        if (error.exitCode === 0) return exitCodes.done;
        const message = error.message.replace(/^error: /, "") || words("help.exitCodes");
        return output.fail(new CommandFailure("bad-usage", exitCodes.badUsage, "usage.commander", { message }));
    }
}

function* allCommands(command: Command): Generator<Command> {
    for (const child of command.commands) {
        yield child;
        yield* allCommands(child);
    }
}

// What a killed reader (`valise listen | head -1`) leaves is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? exitCodes.done : exitCodes.failed);
});
process.exitCode = await main(process.argv.slice(2), process.env);
