import { createI18n } from "../../i18n/createI18n.ts";
import { decideLanguage } from "../../i18n/language.ts";
import { bringTokenBack } from "../../shell/signInInTab.ts";
import { createPreferences } from "../../stores/preferences.ts";

/** The tab in which somebody signed in has come back: it says so to the page that waits, and is done. */
export async function broughtBack(root: HTMLElement): Promise<void> {
    const search = new URLSearchParams(location.search);
    // Out of the address before anything else: it is good for one sign-in.
    history.replaceState(null, "", "/");
    bringTokenBack(search);
    const { language } = createPreferences(localStorage).getState();
    const i18n = await createI18n(decideLanguage(language, navigator.languages));
    root.textContent = i18n.getState().t("signIn.brought");
}
