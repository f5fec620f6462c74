import type { App, Session } from "electron";
import { isAllowedRequest } from "./isAllowedRequest.ts";

/** Switches off what Chromium would fetch by itself; to be called before the app is ready. */
export function silenceChromium(app: App): void {
    for (const name of [
        "disable-background-networking",
        "disable-component-update",
        "disable-domain-reliability",
        "disable-sync",
        "disable-breakpad",
        "no-pings",
    ])
        app.commandLine.appendSwitch(name);
    // A new session would fetch a dictionary from the network at once, before any window says it wants none.
    app.on("session-created", (session) => {
        session.setSpellCheckerLanguages([]);
        session.setSpellCheckerEnabled(false);
    });
}

/** Cancels every request of a session that goes anywhere but the app and the configured homeservers. */
export function limitRequests(session: Session, homeserverOrigins: readonly string[], allowsDevTools: boolean): void {
    const origins = new Set(homeserverOrigins);
    session.webRequest.onBeforeRequest(({ url }, answer) =>
        answer({ cancel: !(isAllowedRequest(url, origins) || (allowsDevTools && url.startsWith("devtools://"))) }),
    );
    session.on("will-download", (event) => event.preventDefault());
}
