import { type ReactNode, use } from "react";
import { useApp } from "../app/AppContext.tsx";

/** Around a screen that few open: waits, as for the screen itself, until its words are there. */
export function LaterWords({ children }: { readonly children: ReactNode }) {
    use(useApp().i18n.loadLater());
    return children;
}
