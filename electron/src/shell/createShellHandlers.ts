import type { ShellBoot } from "@valise/bridge";
import { app, type BrowserWindow, shell } from "electron";
import type { OpenedFiles } from "../files/createOpenedFiles.ts";
import { decideProofAddress, decideSignInAddress } from "../security/decideSignInAddress.ts";
import type { StoreKey } from "../storeKey/createStoreKey.ts";
import { deliverDeskKey, type KeyDelivery } from "../storeKey/deliverStoreKey.ts";
import { raiseAlarm } from "../window/raiseAlarm.ts";
import { showWindow } from "../window/showWindow.ts";
import type { Words } from "../words/words.ts";
import { askExternal } from "./askExternal.ts";
import { confirmSensitive } from "./confirmSensitive.ts";
import { createNotifier } from "./createNotifier.ts";
import { openFile, saveFile } from "./handleFiles.ts";
import type { ShellHandlers } from "./registerShell.ts";
import { signInInBrowser } from "./signInInBrowser.ts";

const SIGN_IN_MS = 300_000;

export interface ShellParts {
    readonly window: BrowserWindow;
    readonly words: Words;
    readonly boot: () => Promise<ShellBoot>;
    readonly keyDelivery: KeyDelivery;
    readonly deskKey: StoreKey;
    readonly openedFiles: OpenedFiles;
    readonly callGateway: ShellHandlers["callGateway"];
}

/** The shell contract as this program keeps it. */
export function createShellHandlers(parts: ShellParts): ShellHandlers {
    const { window, words, boot, keyDelivery, deskKey, openedFiles, callGateway } = parts;
    let signingIn: AbortController | undefined;
    return {
        boot: async () => {
            const { agencies, ...rest } = await boot();
            return { ...rest, agencies: agencies.map((agency) => ({ ...agency })) };
        },
        requestKeyPort: () => keyDelivery.deliver(),
        requestDeskKeyPort: ({ language }) =>
            deliverDeskKey(window.webContents, deskKey, () =>
                confirmSensitive(window, { action: "open-desk", language }),
            ),
        openExternal: (input) => askExternal(window, words, input),
        async signInInBrowser({ address }) {
            const decided = decideSignInAddress(address, (await boot()).agencies);
            if (decided === undefined) return { kind: "not-opened" };
            signingIn?.abort();
            signingIn = new AbortController();
            const outcome = await signInInBrowser(decided, {
                ...{ open: (to) => shell.openExternal(to), closing: words.signedIn },
                ...{ patienceMs: SIGN_IN_MS, stopped: signingIn.signal },
            });
            if (outcome.kind === "token") showWindow(window);
            return outcome;
        },
        stopSignIn: async () => signingIn?.abort(),
        async proveInBrowser({ address }) {
            const decided = decideProofAddress(address, (await boot()).agencies);
            if (decided === undefined) return false;
            return shell.openExternal(decided).then(
                () => true,
                () => false,
            );
        },
        openFile: (input) => openFile(window, words, openedFiles, input),
        saveFile: (input) => saveFile(window, words, input),
        notify: createNotifier(window),
        raiseAlarm: () => raiseAlarm(window),
        callGateway,
        setUnreadCount: ({ count }) => {
            app.setBadgeCount(count);
            window.setTitle(count === 0 ? "Valise" : `(${count}) Valise`);
        },
        confirmSensitive: (input) => confirmSensitive(window, input),
    };
}
