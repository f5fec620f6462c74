import type { I18n } from "../i18n/createI18n.ts";
import type { PreferenceStore, Preferences } from "../stores/preferences.ts";

/** Keeps theme, density, zoom and language on the document's root in step with the settings. */
export function applyPreferences(root: HTMLElement, preferences: PreferenceStore, i18n: I18n): Disposable {
    const apply = ({ theme, density, zoomPercent }: Preferences) => {
        root.classList.toggle("theme-light", theme === "light");
        root.classList.toggle("theme-dark", theme === "dark");
        root.classList.toggle("density-compact", density === "compact");
        // Every size is in rem, so the root's size is the zoom.
        root.style.fontSize = `${zoomPercent}%`;
    };
    const applyLanguage = () => {
        root.lang = i18n.getState().language;
    };
    apply(preferences.getState());
    applyLanguage();
    const stops = [preferences.subscribe(apply), i18n.subscribe(applyLanguage)];
    return {
        [Symbol.dispose]() {
            for (const stop of stops) stop();
        },
    };
}
