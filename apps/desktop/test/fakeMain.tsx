import { epochMs, systemClock } from "@valise/base";
import { buildClearance, createFakeEngine, demoAgencies, demoDesk, demoNowMs, type FakeEngine } from "@valise/testkit";
import "@valise/ui/styles.css";
import { createRoot } from "react-dom/client";
import { applyPreferences } from "../src/app/applyPreferences.ts";
import { createApp } from "../src/app/createApp.ts";
import { createAttention } from "../src/app/createAttention.ts";
import { Root } from "../src/app/Root.tsx";
import "../src/app/app.css";
import { playAlarmTone } from "../src/features/crisis/playAlarmTone.ts";
import { preparePicture } from "../src/files/makeThumbnail.ts";
import type { MarkedText } from "../src/files/markedClipboard.ts";
import { createI18n } from "../src/i18n/createI18n.ts";
import { decideLanguage } from "../src/i18n/language.ts";
import { createPreferences } from "../src/stores/preferences.ts";
import { createRecordingShell, type RecordingShell } from "./recordingShell.ts";

declare global {
    interface Window {
        /** What the test reaches: never part of the product. */
        fake: {
            readonly engine: FakeEngine;
            readonly shell: RecordingShell;
            readonly copied: readonly MarkedText[];
            readonly sounded: readonly number[];
        };
    }
}

/** The app over an engine in memory: `?start=ready&demo=1&web=1&lang=fr&theme=dark` set the scene. */
const scene = new URLSearchParams(location.search);
const start = scene.get("start");
const engine = createFakeEngine({
    stepMs: 20,
    demo: scene.has("demo"),
    crisis: scene.has("crisis"),
    start: start === "ready" || start === "locked" ? start : "signed-out",
});
if (scene.has("officer")) engine.topics.publish({ topic: "desk" }, demoDesk());
if (scene.has("admin"))
    engine.topics.publish({ topic: "clearance" }, buildClearance({ state: "held", claims: ["lvl:NP", "role:ADMIN"] }));
const shell = createRecordingShell(demoAgencies, scene.has("web") ? "web" : "desktop");
const preferences = createPreferences(localStorage);
const theme = scene.get("theme");
if (theme === "dark" || theme === "light") preferences.change({ theme });
const i18n = await createI18n(decideLanguage(preferences.getState().language ?? scene.get("lang"), ["en"]), "UTC");
applyPreferences(document.documentElement, preferences, i18n);
const copied: MarkedText[] = [];
const sounded: number[] = [];
const startedMs = systemClock.nowMs();
const app = createApp({
    engine,
    shell,
    boot: { ...(await shell.boot()), exerciseUrl: scene.get("exercise") },
    i18n,
    preferences,
    clock: { ...systemClock, nowMs: () => epochMs(demoNowMs + systemClock.nowMs() - startedMs) },
    attention: createAttention(window),
    preparePicture,
    reload: () => location.reload(),
    copyText: async (marked) => void copied.push(marked),
    askToNotify: () => undefined,
    handDeskKey: (port) => port.close(),
    playAlarm: (as) => {
        sounded.push(Date.now());
        playAlarmTone(as);
    },
});
window.fake = { engine, shell, copied, sounded };
const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Root app={app} />);
await app.route.start();
