import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "../stores/useStore.ts";
import type { I18n, Translator } from "./createI18n.ts";

const I18nContext = createContext<I18n | null>(null);

export function I18nProvider({ i18n, children }: { readonly i18n: I18n; readonly children: ReactNode }) {
    return <I18nContext value={i18n}>{children}</I18nContext>;
}

/** The words of the current language; the view renders again when it changes. */
export function useI18n(): Translator {
    const i18n = useContext(I18nContext);
    if (i18n === null) throw new Error("a view was rendered outside I18nProvider");
    return useStore(i18n);
}
