import { resolve } from "node:path";
import { type App, protocol } from "electron";
import { appScheme } from "./app/appOrigin.ts";
import { type CommandLine, strippedVariables } from "./security/decideCommandLine.ts";
import { guardContents } from "./security/guardContents.ts";
import { silenceChromium } from "./security/limitNetwork.ts";
import { choosePasswordStore } from "./storeKey/choosePasswordStore.ts";

/** All that must be said before Electron is ready. */
export function prepare(app: App, commandLine: CommandLine): void {
    for (const name of strippedVariables) delete process.env[name];
    app.setName("Valise");
    if (commandLine.userDataDir !== null) app.setPath("userData", resolve(commandLine.userDataDir));
    if (commandLine.isSandboxed) app.enableSandbox();
    protocol.registerSchemesAsPrivileged([
        {
            scheme: appScheme,
            privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
        },
    ]);
    silenceChromium(app);
    if (process.platform === "linux") {
        const store = choosePasswordStore(commandLine.passwordStore, process.env.XDG_CURRENT_DESKTOP);
        if (store !== null) app.commandLine.appendSwitch("password-store", store);
    }
    guardContents(app);
}
