import { err } from "@valise/base";
import { type EngineMethod, engineContract } from "./contract.ts";
import type { Engine, EngineCommands, EngineHost } from "./engine.ts";
import type { EngineFailure } from "./failure.ts";

/** The engine in this process (command line, load tests): the same parsing of input as across a worker boundary. */
export function createLocalEngine(host: EngineHost): Engine {
    const names = Object.keys(engineContract) as EngineMethod[];
    const commands = Object.fromEntries(names.map((name) => [name, (input: unknown) => callHost(host, name, input)]));
    return {
        commands: commands as EngineCommands,
        subscribe: (ref, listener) => host.openTopic(ref, listener),
    };
}

/** Parses, calls, and folds whatever is thrown: a hostile input or a bug costs one refusal, never the engine. */
export async function callHost(host: EngineHost, name: EngineMethod, input: unknown) {
    const parsed = engineContract[name].input.safeParse(input);
    if (!parsed.success) {
        const path = parsed.error.issues[0]?.path.join(".") ?? "";
        return err<EngineFailure>({ kind: "invalid-input", path });
    }
    try {
        const handler = host.handlers[name] as (value: unknown) => ReturnType<typeof host.handlers.start>;
        return await handler(parsed.data);
    } catch (error) {
        return err<EngineFailure>({ kind: "unexpected", name: error instanceof Error ? error.name : typeof error });
    }
}
