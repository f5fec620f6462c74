import { existsSync } from "node:fs";
import { url as inspectorUrl } from "node:inspector";
import { join } from "node:path";
import { unreachable } from "@valise/base";
import type { ShellBoot } from "@valise/bridge";
import { app, dialog, ipcMain, Menu, safeStorage } from "electron";
import { appStartUrl } from "./app/appOrigin.ts";
import { explainConfig } from "./config/explainConfig.ts";
import { type LoadedConfig, loadConfig, managedConfigFile } from "./config/loadConfig.ts";
import { createOpenedFiles } from "./files/createOpenedFiles.ts";
import { openSession } from "./openSession.ts";
import { prepare } from "./prepare.ts";
import { type CommandLine, decideCommandLine } from "./security/decideCommandLine.ts";
import { createGateway } from "./shell/createGateway.ts";
import { createShellHandlers } from "./shell/createShellHandlers.ts";
import { registerShell } from "./shell/registerShell.ts";
import { createSealedKeyFile } from "./storeKey/createSealedKeyFile.ts";
import { createStoreKey } from "./storeKey/createStoreKey.ts";
import { createSystemKeystore } from "./storeKey/createSystemKeystore.ts";
import { deliverStoreKey } from "./storeKey/deliverStoreKey.ts";
import { explainKeyFile } from "./storeKey/explainKeyFile.ts";
import { retryByRelaunch } from "./storeKey/retryByRelaunch.ts";
import { createMenu } from "./window/createMenu.ts";
import { createWindow } from "./window/createWindow.ts";
import { recoverFromCrash } from "./window/recoverFromCrash.ts";
import { showWindow } from "./window/showWindow.ts";
import { securePreferences } from "./window/webPreferences.ts";
import { languageOf, wordsOf } from "./words/words.ts";

/** Exit codes: 0 done or handed over, 2 bad command line or configuration. */
const badInput = 2;

function start(): void {
    const commandLine = decideCommandLine(process.argv, {
        isPackaged: app.isPackaged,
        isRoot: process.getuid?.() === 0,
        isInspected: inspectorUrl() !== undefined,
    });
    if (!commandLine.ok) {
        process.stderr.write(`valise: refused on the command line: --${commandLine.error.name}\n`);
        app.exit(badInput);
        return;
    }
    if (!commandLine.value.isSandboxed)
        process.stderr.write("valise: running as root without the system's sandbox; for tests only\n");
    prepare(app, commandLine.value);
    if (!app.requestSingleInstanceLock()) {
        app.exit(0);
        return;
    }
    process.on("uncaughtException", (error) => process.stderr.write(`valise: ${error.stack ?? error.name}\n`));
    app.on("window-all-closed", () => app.quit());
    // Not awaited: a main script that waits for "ready" would keep it from coming.
    app.whenReady().then(() => open(commandLine.value));
}

async function open(commandLine: CommandLine): Promise<void> {
    const words = wordsOf(languageOf(app.getLocale()));
    const loaded = loadConfig({
        isPackaged: app.isPackaged,
        managedFile: managedConfigFile,
        fromArguments: commandLine.configFile,
        fromEnvironment: process.env.VALISE_CONFIG ?? null,
    });
    if (!loaded.ok) {
        const explanation = explainConfig(words, loaded.error);
        process.stderr.write(`valise: ${explanation}\n`);
        dialog.showErrorBox(words.config.title, explanation);
        app.exit(badInput);
        return;
    }
    const profile = app.getPath("userData");
    const openedFiles = await createOpenedFiles(join(profile, "opened"));
    const session = openSession(loaded.value, pageRoot());
    const keystore = createSystemKeystore(safeStorage);
    const keyNamed = (file: string) =>
        createStoreKey(
            keystore,
            createSealedKeyFile(join(profile, file)),
            process.platform === "darwin" ? "keychain" : "dpapi",
        );
    const storeKey = keyNamed("store-key");
    app.setAboutPanelOptions({
        applicationName: "Valise",
        applicationVersion: app.getVersion(),
        copyright: "EUPL-1.2",
    });
    Menu.setApplicationMenu(createMenu(words, !app.isPackaged));

    const preload = join(import.meta.dirname, "preload.cjs");
    const window = createWindow(
        join(profile, "window-state.json"),
        securePreferences({ session, preload, allowsDevTools: !app.isPackaged }),
    );
    const load = () => void window.loadURL(appStartUrl).catch(() => {});
    registerShell(
        ipcMain,
        (event) => event.sender === window.webContents,
        createShellHandlers({
            window,
            words,
            boot: async () => describeBoot(loaded.value, await storeKey.state()),
            keyDelivery: deliverStoreKey(window.webContents, storeKey),
            deskKey: keyNamed("desk-key"),
            openedFiles,
            callGateway: createGateway(loaded.value.config.gateway ?? null),
        }),
    );
    retryByRelaunch(window.webContents, storeKey);
    recoverFromCrash(window, words, load);
    app.on("second-instance", () => showWindow(window));
    app.on("will-quit", () => openedFiles[Symbol.dispose]());
    load();
    const opened = await storeKey.open();
    // Without a keystore the page says so itself, from what `boot` answers.
    if (!opened.ok && opened.error.kind !== "unavailable" && !window.isDestroyed())
        await explainKeyFile(window, words, opened.error.kind);
}

/** The built page: inside the package, or beside it while developing (VALISE_PAGE names another for tests). */
function pageRoot(): string {
    if (app.isPackaged) return join(app.getAppPath(), "page");
    const chosen = process.env.VALISE_PAGE;
    if (chosen !== undefined && existsSync(chosen)) return chosen;
    return join(import.meta.dirname, "../../apps/desktop/dist");
}

function describeBoot({ config }: LoadedConfig, keyProtection: ShellBoot["keyProtection"]): ShellBoot {
    return {
        kind: "desktop",
        version: app.getVersion(),
        deviceName: `Valise on ${systemName()}`,
        agencies: config.agencies,
        trust: config.trust,
        keyProtection,
        serviceDesk: config.serviceDesk ?? null,
        gateway: config.gateway !== undefined,
        exerciseUrl: config.exerciseUrl ?? null,
    };
}

function systemName(): string {
    const platform = process.platform as "linux" | "darwin" | "win32";
    switch (platform) {
        case "linux":
            return "Linux";
        case "darwin":
            return "macOS";
        case "win32":
            return "Windows";
        default:
            return unreachable(platform);
    }
}

start();
