import type { App, Event } from "electron";
import { isAppUrl } from "../app/appOrigin.ts";

/** Holds every web contents of the program, whoever creates it, to the app's own pages: no way out, no second window. */
export function guardContents(app: App): void {
    app.on("web-contents-created", (_event, contents) => {
        contents.setWindowOpenHandler(() => ({ action: "deny" }));
        contents.on("will-attach-webview", (event) => event.preventDefault());
        contents.on("will-navigate", refuseUnlessMainFrameToApp);
        contents.on("will-frame-navigate", refuseUnlessMainFrameToApp);
        contents.on("will-redirect", (event) => event.preventDefault());
        contents.on("login", (event) => event.preventDefault());
        contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    });
    app.on("certificate-error", (event, _contents, _url, _error, _certificate, answer) => {
        event.preventDefault();
        answer(false);
    });
    app.on("select-client-certificate", (event, _contents, _url, _list, answer) => {
        event.preventDefault();
        (answer as () => void)();
    });
}

function refuseUnlessMainFrameToApp(event: Event<{ url: string; isMainFrame: boolean }>): void {
    if (!event.isMainFrame || !isAppUrl(event.url)) event.preventDefault();
}
