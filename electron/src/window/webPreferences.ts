import type { Session, WebPreferences } from "electron";

/** What every window runs with; each protection is named, so that no default has to be trusted. */
export function securePreferences(parts: {
    session: Session;
    preload: string;
    allowsDevTools: boolean;
}): WebPreferences {
    return {
        session: parts.session,
        preload: parts.preload,
        devTools: parts.allowsDevTools,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        plugins: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        safeDialogs: true,
        disableBlinkFeatures: "Auxclick",
        // Messages are received and alarms sound while the window is hidden.
        backgroundThrottling: false,
    };
}
