import { createStore } from "zustand/vanilla";
import { isLanguage, type Language } from "../i18n/language.ts";
import type { ReadStore } from "./viewModel.ts";

export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";
export const zoomLevels = [100, 110, 125, 150, 175, 200] as const;
/** How the plain web build keeps the store key; null until the person has chosen. Never the key itself. */
export type WebProtection = "passphrase" | "browser";

/** What the app remembers on this device outside the encrypted store: nothing that says who talks to whom. */
export interface Preferences {
    readonly language: Language | null;
    readonly theme: Theme;
    readonly density: Density;
    readonly zoomPercent: number;
    readonly notifications: boolean;
    /** Nothing sounds, comes up or is told of, but what the agency lets through. */
    readonly doNotDisturb: boolean;
    /** Single-letter keys can be switched off (WCAG 2.1.4). */
    readonly singleKeys: boolean;
    readonly agencyId: string | null;
    readonly webProtection: WebProtection | null;
}

export interface PreferenceStore extends ReadStore<Preferences> {
    change(values: Partial<Preferences>): void;
}

/** The part of `localStorage` that is used. */
export interface TextStorage {
    getItem(name: string): string | null;
    setItem(name: string, value: string): void;
}

const storageName = "valise.preferences";
export const defaultPreferences: Preferences = {
    language: null,
    theme: "system",
    density: "comfortable",
    zoomPercent: 100,
    notifications: true,
    doNotDisturb: false,
    singleKeys: true,
    agencyId: null,
    webProtection: null,
};

/** Reads what was remembered, value by value: one that is damaged falls back to its default and takes no other with it. */
export function createPreferences(storage: TextStorage): PreferenceStore {
    const store = createStore<Preferences>(() => readPreferences(storage));
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        change(values) {
            store.setState(values);
            try {
                storage.setItem(storageName, JSON.stringify(store.getState()));
            } catch {
                // A full or forbidden storage costs the memory of a setting, not the setting.
            }
        },
    };
}

function readPreferences(storage: TextStorage): Preferences {
    const read = readObject(storage);
    const isText = (value: unknown): value is string => typeof value === "string" && value.length < 256;
    return {
        language: isLanguage(read.language) ? read.language : null,
        theme: oneOf(["system", "light", "dark"], read.theme, defaultPreferences.theme),
        density: oneOf(["comfortable", "compact"], read.density, defaultPreferences.density),
        zoomPercent: oneOf(zoomLevels, read.zoomPercent, 100),
        notifications: read.notifications !== false,
        doNotDisturb: read.doNotDisturb === true,
        singleKeys: read.singleKeys !== false,
        agencyId: isText(read.agencyId) ? read.agencyId : null,
        webProtection: oneOf([null, "passphrase", "browser"], read.webProtection, null),
    };
}

function oneOf<const T>(allowed: readonly T[], value: unknown, otherwise: T): T {
    return allowed.find((candidate) => candidate === value) ?? otherwise;
}

function readObject(storage: TextStorage): Record<string, unknown> {
    try {
        const value: unknown = JSON.parse(storage.getItem(storageName) ?? "{}");
        return typeof value === "object" && value !== null ? { ...value } : {};
    } catch {
        return {};
    }
}
