import { type ShellContract, type ShellMethod, shellChannel, shellContract } from "@valise/bridge";
import type { IpcMain, IpcMainInvokeEvent } from "electron";
import type { z } from "zod";
import { isTrustedSender } from "../security/isTrustedSender.ts";

/** One implementation a method of the contract, given parsed input. */
export type ShellHandlers = {
    readonly [M in ShellMethod]: (
        input: z.output<ShellContract[M]["input"]>,
    ) => Promise<z.input<ShellContract[M]["output"]>> | z.input<ShellContract[M]["output"]>;
};

/**
 * Registers exactly the contract's methods. Each call is refused unless it comes from the main frame of our page in our
 * window and its input parses; the refusal says nothing of why.
 */
export function registerShell(
    ipcMain: Pick<IpcMain, "handle">,
    isOurWindow: (event: IpcMainInvokeEvent) => boolean,
    handlers: ShellHandlers,
): void {
    for (const method of Object.keys(shellContract) as ShellMethod[])
        ipcMain.handle(shellChannel(method), async (event, ...args: unknown[]) => {
            if (args.length !== 1 || !isTrustedSender(event.senderFrame, isOurWindow(event)))
                throw new Error("refused");
            const parsed = shellContract[method].input.safeParse(args[0]);
            if (!parsed.success) throw new Error("refused");
            return handlers[method](parsed.data as never);
        });
}
