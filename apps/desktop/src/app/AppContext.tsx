import { createContext, useContext } from "react";
import type { App } from "./createApp.ts";

const AppContext = createContext<App | null>(null);
export const AppProvider = AppContext;

/** The composition root's parts, for screens; components of packages/ui never see it. */
export function useApp(): App {
    const app = useContext(AppContext);
    if (app === null) throw new Error("a screen was rendered outside AppProvider");
    return app;
}
