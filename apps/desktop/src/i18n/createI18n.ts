import i18next, { type i18n as I18next } from "i18next";
import { createStore } from "zustand/vanilla";
import { createFormats, type Formats } from "../format/createFormats.ts";
import type { ReadStore } from "../stores/viewModel.ts";
import type { Language } from "./language.ts";
import type { LanguageTexts, Translate } from "./messages.ts";

/** One language in force: its words and its ways with dates, numbers and sizes. */
export interface Translator {
    readonly language: Language;
    readonly t: Translate;
    readonly formats: Formats;
}

export interface I18n extends ReadStore<Translator> {
    setLanguage(language: Language): Promise<void>;
    /** The words of screens that few open, loaded with the first of them; the same promise each time. */
    loadLater(): Promise<void>;
}

const loaders: Record<Language, () => Promise<{ default: LanguageTexts }>> = {
    en: () => import("./en.ts"),
    fr: () => import("./fr.ts"),
    de: () => import("./de.ts"),
};

const laterLoaders: Record<Language, () => Promise<{ default: LanguageTexts }>> = {
    en: () => import("./en/later.ts"),
    fr: () => import("./fr/later.ts"),
    de: () => import("./de/later.ts"),
};

/** Loads one language and, later, another on demand; views and view models listen to it like to any store. */
export async function createI18n(first: Language, timeZone?: string): Promise<I18n> {
    const instance = i18next.createInstance();
    await instance.init({
        lng: first,
        fallbackLng: false,
        keySeparator: false,
        nsSeparator: false,
        returnNull: false,
        interpolation: { escapeValue: false },
        resources: { [first]: { translation: (await loaders[first]()).default } },
    });
    const store = createStore<Translator>(() => createTranslator(instance, first, timeZone));
    let later: Promise<void> | undefined;
    const addLater = async (language: Language) => {
        instance.addResourceBundle(language, "translation", (await laterLoaders[language]()).default, true);
    };
    return {
        getState: store.getState,
        getInitialState: store.getInitialState,
        subscribe: store.subscribe,
        async setLanguage(language) {
            if (!instance.hasResourceBundle(language, "translation")) {
                instance.addResourceBundle(language, "translation", (await loaders[language]()).default);
                if (later !== undefined) await addLater(language);
            }
            await instance.changeLanguage(language);
            store.setState(createTranslator(instance, language, timeZone), true);
        },
        loadLater() {
            later ??= Promise.all(
                Object.keys(instance.store.data).map((language) => addLater(language as Language)),
            ).then(() => undefined);
            return later;
        },
    };
}

function createTranslator(instance: I18next, language: Language, timeZone: string | undefined): Translator {
    const translate = instance.getFixedT(language) as unknown as Lookup;
    return { language, t: rememberPlain(translate) as Translate, formats: createFormats(language, timeZone) };
}

type Lookup = (key: string, params?: object) => string;

/** What has no place for a name or a figure is looked up once: a screen asks for dozens, at a tenth of a millisecond each. */
function rememberPlain(translate: Lookup): Lookup {
    const known = new Map<string, string>();
    return (key, params) => {
        const before = params === undefined ? known.get(key) : undefined;
        if (before !== undefined) return before;
        const text = translate(key, params);
        // What is not there yet may come with the screens that are loaded later.
        if (params === undefined && text !== key) known.set(key, text);
        return text;
    };
}
