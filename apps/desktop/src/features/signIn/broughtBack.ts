import { bringTokenBack } from "../../shell/signInInTab.ts";

/** By themselves: this tab shows one sentence, and loads neither the app nor its dictionaries. */
const words = {
    en: "You may close this window and go back to Valise.",
    fr: "Vous pouvez fermer cette fenêtre et revenir à Valise.",
    de: "Sie können dieses Fenster schließen und zu Valise zurückkehren.",
} as const;

/** The tab in which somebody signed in has come back: it says so to the page that waits, and is done. */
export function broughtBack(root: HTMLElement): void {
    const search = new URLSearchParams(location.search);
    // Out of the address before anything else: it is good for one sign-in.
    history.replaceState(null, "", "/");
    bringTokenBack(search);
    const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in words) ?? "en";
    document.documentElement.lang = language;
    root.textContent = words[language as keyof typeof words];
}
