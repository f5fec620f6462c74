import type { RoomId } from "@valise/bridge";
import { createFakeClock, createFakeEngine, demoAgencies, type FakeEngineOptions } from "@valise/testkit";
import { onTestFinished } from "vitest";
import { createStore } from "zustand/vanilla";
import { createApp } from "../src/app/createApp.ts";
import { createI18n } from "../src/i18n/createI18n.ts";
import { createPreferences, type TextStorage } from "../src/stores/preferences.ts";
import { createRecordingShell } from "./recordingShell.ts";

export interface TestAppOptions extends FakeEngineOptions {
    readonly kind?: "desktop" | "web";
    readonly storage?: TextStorage;
    /** False: the test starts the engine itself. */
    readonly isStarted?: boolean;
}

/** Local storage in memory. */
export function createMemoryStorage(values: Readonly<Record<string, string>> = {}): TextStorage {
    const held = new Map(Object.entries(values));
    return { getItem: (name) => held.get(name) ?? null, setItem: (name, value) => void held.set(name, value) };
}

/** The whole app without a page: engine, shell, clock and storage are fakes; disposed with the test. */
export async function createTestApp(options: TestAppOptions = {}) {
    const engine = createFakeEngine(options);
    const shell = createRecordingShell(demoAgencies, options.kind ?? "desktop");
    const clock = createFakeClock();
    const i18n = await createI18n("en", "UTC");
    await i18n.loadLater();
    const attention = createStore(() => true);
    const reloads: number[] = [];
    const sounded: number[] = [];
    const sounds: string[] = [];
    const handed: MessagePort[] = [];
    const app = createApp({
        engine,
        shell,
        boot: await shell.boot(),
        i18n,
        preferences: createPreferences(options.storage ?? createMemoryStorage()),
        clock,
        attention: { ...attention, [Symbol.dispose]: () => undefined },
        preparePicture: async () => ({ widthPx: null, heightPx: null, thumbnail: null }),
        reload: () => void reloads.push(1),
        copyText: async () => undefined,
        askToNotify: () => undefined,
        playAlarm: (as) => {
            sounded.push(clock.nowMs());
            sounds.push(as);
        },
        handDeskKey: (port) => void handed.push(port),
    });
    onTestFinished(() => app[Symbol.dispose]());
    if (options.isStarted !== false) await app.route.start();
    await settle();
    const inputsOf = (method: string) =>
        engine.calls.filter((call) => call.method === method).map((call) => call.input);
    /** Chosen, and drawn in the task after that. */
    const openRoom = (roomId: RoomId) => {
        app.navigation.openRoom(roomId);
        clock.advance(0);
        return app.conversations.getState();
    };
    return { app, engine, shell, clock, attention, reloads, sounded, sounds, handed, inputsOf, openRoom };
}

/** Lets promises that are ready go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
