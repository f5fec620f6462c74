import { CommandFailure } from "../output/CommandFailure.ts";
import { createProgram } from "../program.ts";
import { createWords } from "../words/words.ts";

export interface ProgramRun {
    /** The data that was printed, last first. */
    readonly data: unknown;
    readonly failure: CommandFailure | null;
    readonly said: readonly string[];
}

/** Runs one command line in this process, without any account. */
export async function runProgram(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<ProgramRun> {
    const words = createWords("en");
    const said: string[] = [];
    let data: unknown = null;
    const output = {
        json: true,
        words,
        data: (value: unknown) => {
            data = value;
        },
        line: (value: unknown) => {
            data = value;
        },
        say: (text: string) => void said.push(text),
        fail: () => 1,
    };
    const program = createProgram(words, async (command, task) => {
        const { as, data: folder } = command.optsWithGlobals<{ as?: string; data?: string }>();
        await task({ output, as, data: folder, env });
    });
    try {
        await program.parseAsync([...args], { from: "user" });
        return { data, failure: null, said };
    } catch (error) {
        if (!(error instanceof CommandFailure)) throw error;
        return { data, failure: error, said };
    }
}
