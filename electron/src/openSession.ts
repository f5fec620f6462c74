import { app, type Session, session as sessions } from "electron";
import { appScheme } from "./app/appOrigin.ts";
import { serveApp } from "./app/serveApp.ts";
import type { LoadedConfig } from "./config/loadConfig.ts";
import { homeserverOrigins, reachableOrigins } from "./config/parseConfig.ts";
import { contentSecurityPolicy } from "./security/contentSecurityPolicy.ts";
import { denyPermissions } from "./security/denyPermissions.ts";
import { limitRequests } from "./security/limitNetwork.ts";
import { trustManagedCa } from "./security/trustManagedCa.ts";

/** The page's own session: the app scheme, no permission, only the configured homeservers. No HTTP cache on disk. */
export function openSession(loaded: LoadedConfig, pageRoot: string): Session {
    const origins = reachableOrigins(loaded.config);
    app.configureHostResolver({ secureDnsMode: "off" });
    lockDown(sessions.defaultSession, []);
    const session = sessions.fromPartition("persist:valise", { cache: false });
    lockDown(session, origins);
    if (loaded.managedCas.length > 0) trustManagedCa(session, loaded.managedCas, homeserverOrigins(loaded.config));
    session.protocol.handle(appScheme, serveApp(pageRoot, contentSecurityPolicy(origins)));
    return session;
}

function lockDown(session: Session, origins: readonly string[]): void {
    denyPermissions(session);
    limitRequests(session, origins, !app.isPackaged);
}
