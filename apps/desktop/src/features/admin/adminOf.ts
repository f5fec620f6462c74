import type { Engine } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import { useApp } from "../../app/AppContext.tsx";
import type { App } from "../../app/createApp.ts";
import { useSelect } from "../../stores/useStore.ts";
import type { AdminPlace } from "./adminPlaces.ts";
import { createAccountsViewModel } from "./createAccountsViewModel.ts";
import { createLeaversViewModel } from "./createLeaversViewModel.ts";
import { createManifestViewModel } from "./createManifestViewModel.ts";
import { createReading } from "./createReading.ts";

export type Admin = ReturnType<typeof createAdmin>;

function createAdmin(app: App) {
    const { commands }: Engine = app.engine;
    return {
        place: createStore<{ readonly place: AdminPlace }>(() => ({ place: "plan" })),
        progress: app.adminProgress,
        manifest: createManifestViewModel(app),
        accounts: createAccountsViewModel(app.engine),
        leavers: createLeaversViewModel(app.engine),
        links: createReading(() => commands.readLinks({})),
        orphans: createReading(() => commands.findOrphans({})),
        handMade: createReading(() => commands.findHandMade({})),
        audit: createReading(() => commands.readAudit({})),
    };
}

const made = new WeakMap<App, Admin>();

/** The administrator's place of this app, made with its first screen: what few open costs the others nothing. */
export function useAdmin(): Admin {
    const app = useApp();
    const known = made.get(app);
    if (known !== undefined) return known;
    const admin = createAdmin(app);
    made.set(app, admin);
    return admin;
}

/** Whether an apply is under way, also one that is being stopped. */
export const useIsApplying = (): boolean =>
    useSelect(useAdmin().progress, (state) => state !== null && state.state !== "idle");
