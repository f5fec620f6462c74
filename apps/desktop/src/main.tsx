import { systemClock } from "@valise/base";
import "@valise/ui/styles.css";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { applyPreferences } from "./app/applyPreferences.ts";
import { BootFailedScreen } from "./app/BootFailedScreen.tsx";
import { createApp } from "./app/createApp.ts";
import { createAttention } from "./app/createAttention.ts";
import { Root } from "./app/Root.tsx";
import "./app/app.css";
import { createWorkerEngine } from "./engine/createWorkerEngine.ts";
import { playAlarmTone } from "./features/crisis/playAlarmTone.ts";
import { preparePicture } from "./files/makeThumbnail.ts";
import { clipboardForms } from "./files/markedClipboard.ts";
import { createI18n } from "./i18n/createI18n.ts";
import { decideLanguage } from "./i18n/language.ts";
import { createDesktopShell, type DesktopBridge } from "./shell/createDesktopShell.ts";
import { createWebShell } from "./shell/createWebShell.ts";
import { webSurroundings } from "./shell/webSurroundings.ts";
import { createPreferences } from "./stores/preferences.ts";

declare global {
    interface Window {
        /** Put there by Electron's preload; absent in a browser. */
        readonly valise?: DesktopBridge;
    }
}

const askToNotify = (): void => {
    if (window.valise === undefined && "Notification" in window) void Notification.requestPermission();
};

/** The composition root of the page. The engine's worker was started by `entry.ts`, before these scripts were loaded. */
export async function main(root: HTMLElement, worker: Worker): Promise<void> {
    const shell =
        window.valise === undefined ? createWebShell(webSurroundings) : createDesktopShell(window.valise, window);
    const preferences = createPreferences(localStorage);
    const language = decideLanguage(preferences.getState().language, navigator.languages);
    const drawn = createRoot(root);
    // A file dropped beside the composer must not replace the app.
    for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
    // The engine loads while the words and the configuration do.
    const [engine, i18n, boot] = await Promise.all([
        // Without its key the engine keeps the store shut and says so.
        shell
            .takeKeyPort()
            .catch(() => null)
            .then((keyPort) => createWorkerEngine(worker, keyPort)),
        createI18n(language),
        shell.boot().catch(() => null),
    ]);
    applyPreferences(document.documentElement, preferences, i18n);
    if (boot === null) return drawn.render(<BootFailedScreen translator={i18n.getState()} />);
    const app = createApp({
        engine,
        shell,
        boot,
        i18n,
        preferences,
        clock: systemClock,
        attention: createAttention(window),
        preparePicture,
        reload: () => location.reload(),
        copyText: (marked) => navigator.clipboard.write([new ClipboardItem(clipboardForms(marked))]),
        askToNotify,
        playAlarm: playAlarmTone,
        handDeskKey: engine.handDeskKey,
    });
    engine.onBroken(() => app.route.fail({ kind: "unexpected", name: "engine-stopped" }));
    // As a transition React draws in slices and the page's thread stays free.
    startTransition(() =>
        drawn.render(
            <StrictMode>
                <Root app={app} />
            </StrictMode>,
        ),
    );
    await app.route.start();
}
