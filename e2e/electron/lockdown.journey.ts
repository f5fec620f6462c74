import { readFileSync } from "node:fs";
import { expect, test } from "./support/shellTest.ts";

test("D02 every window runs with each protection named", async ({ launch }) => {
    const { electron } = await launch();
    const preferences = await electron.evaluate(({ webContents }) =>
        webContents.getAllWebContents().map((contents) => {
            const { session: _session, ...rest } = (
                contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
            ).getLastWebPreferences();
            return rest;
        }),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        contextIsolation: true,
        sandbox: true,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
    });
    for (const absentWhenOff of ["nodeIntegrationInWorker", "spellcheck", "plugins", "navigateOnDragDrop"])
        expect(preferences[0]?.[absentWhenOff] ?? false).toBe(false);
    expect(preferences[0]?.enableBlinkFeatures ?? "").toBe("");
});

test("D03 D06 the page sees the bridge's functions and nothing of Node or Electron", async ({ launch }) => {
    const { page } = await launch();
    const seen = await page.evaluate(() => {
        const names = ["require", "process", "Buffer", "module", "global", "ipcRenderer", "electron", "__dirname"];
        return {
            foreign: names.filter((name) => name in window),
            bridge: Object.keys(window.valise).sort(),
            isReplaceable: (() => {
                try {
                    (window as unknown as Record<string, unknown>).valise = {};
                    (window.valise as unknown as Record<string, unknown>).boot = () => "mine";
                } catch {}
                return String(window.valise.boot).includes("mine");
            })(),
            reachable: Object.values(window.valise).flatMap((call) => Object.keys(call)),
        };
    });
    expect(seen.foreign).toEqual([]);
    expect(seen.isReplaceable).toBe(false);
    expect(seen.reachable).toEqual([]);
    expect(seen.bridge).toEqual(
        [
            "boot",
            "callGateway",
            "confirmSensitive",
            "notify",
            "onNotificationClicked",
            "openExternal",
            "openFile",
            "proveInBrowser",
            "raiseAlarm",
            "requestDeskKeyPort",
            "requestKeyPort",
            "saveFile",
            "setUnreadCount",
            "signInInBrowser",
            "stopSignIn",
        ].sort(),
    );
});

test("D04 the page's process runs under seccomp and no child was told to leave its sandbox", async ({
    launch,
    stage,
}) => {
    const { electron } = await launch();
    const rendererPid = await electron.evaluate(({ webContents }) =>
        webContents.getAllWebContents()[0]?.getOSProcessId(),
    );
    const status = readFileSync(`/proc/${rendererPid}/status`, "utf8");
    expect(/^Seccomp:\s+(\d)/m.exec(status)?.[1]).toBe("2");
    expect(stage.leftovers().filter((line) => line.includes("--no-sandbox"))).toEqual([]);
});

test("D06 a listener gets the room and no event; calls with malformed input are refused", async ({ launch }) => {
    const { electron, page } = await launch();
    await electron.evaluate(({ webContents }) =>
        webContents.getAllWebContents()[0]?.send("valise:notification-clicked", "!room:mfa.example"),
    );
    await expect
        .poll(() => page.evaluate(() => (window as unknown as { clicked: unknown[] }).clicked))
        .toEqual([["!room:mfa.example"]]);
    const refusals = await page.evaluate(() =>
        Promise.all(
            [
                window.valise.boot?.(undefined),
                window.valise.setUnreadCount?.({ count: -1 }),
                window.valise.openExternal?.({ url: 1, shownText: "" }),
                window.valise.openFile?.({ name: "a", mimeType: "", bytes: [1] }),
            ].map((call) =>
                call?.then(
                    () => "passed",
                    (error: Error) => (error.message.includes("refused") ? "refused" : "?"),
                ),
            ),
        ),
    );
    expect(refusals).toEqual(["refused", "refused", "refused", "refused"]);
});

test("the page does not name the window; the unread count does", async ({ launch }) => {
    const { electron, page } = await launch();
    const title = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(await title()).toBe("Valise");
    await page.evaluate(() => window.valise.setUnreadCount?.({ count: 3 }));
    expect(await title()).toBe("(3) Valise");
});
