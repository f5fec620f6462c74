import { readFileSync } from "node:fs";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect, test } from "./support/shellTest.ts";

const outcomeOf = (page: Page, script: string): Promise<string> =>
    page.evaluate(async (code) => {
        const timeUp = new Promise<string>((done) => setTimeout(() => done("no answer"), 3_000));
        // The expression is compiled by the test's own debugger, which the page's policy does not bind.
        const run = (window as unknown as { probe: Record<string, () => Promise<unknown>> }).probe[code];
        const outcome = (run?.() ?? Promise.reject(new Error("no such probe"))).then(
            (value) => `granted: ${String(value)}`,
            (error: Error) => `refused: ${error.name}`,
        );
        return Promise.race([outcome, timeUp]);
    }, script);

type Call = (input?: unknown) => Promise<unknown>;

const windowCount = (electron: ElectronApplication) =>
    electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);

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
            "confirmSensitive",
            "notify",
            "onNotificationClicked",
            "openExternal",
            "openFile",
            "requestKeyPort",
            "saveFile",
            "setUnreadCount",
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

test("D07 no device, screen or permission is to be had", async ({ launch }) => {
    const { page } = await launch();
    await page.evaluate(() => {
        const present = (name: string) => {
            if (name in navigator) return navigator as unknown as Record<string, Record<string, Call>>;
            throw new DOMException("", "Absent");
        };
        const refuseUnless = (isGranted: boolean) =>
            isGranted ? "yes" : Promise.reject(new DOMException("", "Denied"));
        (window as unknown as { probe: unknown }).probe = {
            media: async () => navigator.mediaDevices.getUserMedia({ audio: true, video: true }),
            screen: async () => navigator.mediaDevices.getDisplayMedia({ video: true }),
            geolocation: () =>
                new Promise((yes, no) =>
                    navigator.geolocation.getCurrentPosition(yes, (error) => no(new Error(error.message))),
                ),
            notifications: async () => refuseUnless((await Notification.requestPermission()) === "granted"),
            clipboardRead: async () => navigator.clipboard.readText(),
            fullscreen: async () => document.body.requestFullscreen(),
            pointerLock: async () => document.body.requestPointerLock(),
            usb: async () => present("usb").usb?.requestDevice?.({ filters: [{}] }),
            hid: async () =>
                refuseUnless([(await present("hid").hid?.requestDevice?.({ filters: [] })) ?? []].flat().length > 0),
            serial: async () => present("serial").serial?.requestPort?.(),
            bluetooth: async () => present("bluetooth").bluetooth?.requestDevice?.({ acceptAllDevices: true }),
            midi: async () =>
                (present("requestMIDIAccess").requestMIDIAccess as unknown as Call).call(navigator, { sysex: true }),
            files: async () =>
                (window as unknown as { showOpenFilePicker?: () => Promise<unknown> }).showOpenFilePicker?.(),
            idle: async () =>
                refuseUnless(
                    (await (
                        window as unknown as { IdleDetector: { requestPermission(): Promise<string> } }
                    ).IdleDetector.requestPermission()) === "granted",
                ),
        };
    });
    const asked = ["media", "screen", "geolocation", "notifications", "clipboardRead", "fullscreen", "pointerLock"];
    for (const name of [...asked, "usb", "hid", "serial", "bluetooth", "midi", "idle"])
        expect(`${name} ${await outcomeOf(page, name)}`).toMatch(new RegExp(`^${name} (refused|no answer)`));
    const clipboard = await page.evaluate(() =>
        Promise.all(
            ["clipboard-write", "clipboard-read"].map(async (name) => {
                return (await navigator.permissions.query({ name: name as PermissionName })).state;
            }),
        ),
    );
    expect(clipboard).toEqual(["granted", "denied"]);
});

test("D08 the page's policy stops inline code, evaluation and every remote load", async ({ launch }) => {
    const { electron, page } = await launch();
    await electron.evaluate(({ session }) => {
        const left: string[] = [];
        Object.assign(globalThis, { requestsThatLeft: left });
        session.fromPartition("persist:valise").webRequest.onBeforeSendHeaders(({ url }, answer) => {
            left.push(url);
            answer({});
        });
    });
    const blocked = await page.evaluate(async () => {
        const directives = new Set<string>();
        document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
        const add = (tag: string, set: Record<string, string>, text = "") => {
            const element = document.createElement(tag);
            for (const [name, value] of Object.entries(set)) element.setAttribute(name, value);
            element.textContent = text;
            document.body.append(element);
            return element;
        };
        add("script", {}, "window.ranInline = true");
        add("script", { src: "data:text/javascript,window.ranData=true" });
        add("script", { src: "https://evil.example/x.js" });
        add("img", { src: "https://evil.example/x.png", onerror: "window.ranHandler = true" });
        add("iframe", { src: "https://evil.example/" });
        add("iframe", { srcdoc: "<script>parent.ranFrame = true</script>" });
        add("object", { data: "https://evil.example/x" });
        add("embed", { src: "https://evil.example/x" });
        add("link", { rel: "stylesheet", href: "https://evil.example/x.css" });
        add("style", {}, "body { color: red }");
        add("base", { href: "https://evil.example/" });
        (add("form", { action: "https://evil.example/", method: "post" }) as HTMLFormElement).submit();
        const outcomes = await Promise.all([
            fetch("https://evil.example/").then(
                () => "sent",
                () => "blocked",
            ),
            fetch("http://127.0.0.1:10/").then(
                () => "sent",
                () => "blocked",
            ),
            new Promise((done) => {
                const socket = new WebSocket("wss://evil.example/");
                socket.onerror = () => done("blocked");
                socket.onopen = () => done("sent");
            }),
        ]);
        let evaluated = "blocked";
        try {
            // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
            evaluated = String(window.eval("1"));
        } catch {}
        await new Promise((done) => setTimeout(done, 500));
        const ran = Object.keys(window).filter((name) => name.startsWith("ran"));
        return {
            directives: [...directives].sort(),
            outcomes,
            evaluated,
            ran,
            base: document.baseURI,
            url: location.href,
        };
    });
    expect(blocked.ran).toEqual([]);
    expect(blocked.outcomes).toEqual(["blocked", "blocked", "blocked"]);
    expect(blocked.evaluated).toBe("blocked");
    expect(blocked.base).toBe("app://valise/");
    expect(blocked.url).toBe("app://valise/");
    for (const directive of [
        "script-src-elem",
        "img-src",
        "frame-src",
        "object-src",
        "style-src-elem",
        "base-uri",
        "form-action",
        "connect-src",
    ])
        expect(blocked.directives).toContain(directive);
    const left = await electron.evaluate(
        () => (globalThis as unknown as { requestsThatLeft: string[] }).requestsThatLeft,
    );
    expect(left.filter((url) => !url.startsWith("app://valise/"))).toEqual([]);
});

test("D09 no webview, plug-in or frame is attached", async ({ launch }) => {
    const { electron, page } = await launch();
    await page.evaluate(async () => {
        document.body.insertAdjacentHTML(
            "beforeend",
            '<webview src="https://evil.example/" allowpopups></webview><object data="app://valise/index.html"></object>' +
                '<embed src="app://valise/index.html"><iframe src="app://valise/index.html"></iframe>',
        );
        await new Promise((done) => setTimeout(done, 800));
    });
    expect(await windowCount(electron)).toBe(1);
    const framed = page
        .frames()
        .slice(1)
        .map((frame) => frame.url());
    expect(framed.filter((url) => url.startsWith("app:") || url.startsWith("https:"))).toEqual([]);
});

test("D10 nothing leads off the app's origin or opens a second window", async ({ launch }) => {
    const { electron, page } = await launch();
    // By coordinates: Playwright's own click would wait for the navigation that must not happen.
    const box = await page.locator("#outside").boundingBox();
    const click = async (button: "left" | "middle", key?: string) => {
        if (key !== undefined) await page.keyboard.down(key);
        await page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5, { button });
        if (key !== undefined) await page.keyboard.up(key);
    };
    const attempts: Readonly<Record<string, () => Promise<unknown>>> = {
        location: () => page.evaluate(() => location.assign("https://evil.example/")),
        prefix: () => page.evaluate(() => location.assign("app://valise.evil/")),
        file: () => page.evaluate(() => location.assign("file:///etc/passwd")),
        data: () => page.evaluate(() => location.assign("data:text/html,x")),
        blob: () => page.evaluate(() => location.assign(URL.createObjectURL(new Blob(["x"], { type: "text/html" })))),
        link: () => click("left"),
        middle: () => click("middle"),
        controlled: () => click("left", "Control"),
        shifted: () => click("left", "Shift"),
        open: () => page.evaluate(() => void window.open("https://evil.example/")),
        openSelf: () => page.evaluate(() => void window.open("app://valise/", "_blank", "nodeIntegration=yes")),
        openTop: () => page.evaluate(() => void window.open("https://evil.example/", "_top")),
        meta: () =>
            page.evaluate(() => {
                document.head.insertAdjacentHTML(
                    "beforeend",
                    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
                );
            }),
        form: () =>
            page.evaluate(() => {
                document.body.insertAdjacentHTML("beforeend", '<form id="f" action="https://evil.example/"></form>');
                document.querySelector<HTMLFormElement>("#f")?.submit();
            }),
        drop: () =>
            page.evaluate(() => {
                const dataTransfer = new DataTransfer();
                dataTransfer.setData("text/uri-list", "https://evil.example/");
                document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
            }),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
        await attempt();
        await page.waitForTimeout(150);
        expect(`${name}: ${page.url()}`).toBe(`${name}: app://valise/`);
        expect(`${name}: ${await windowCount(electron)}`).toBe(`${name}: 1`);
        expect(`${name}: ${await page.evaluate(() => document.title)}`).toBe(
            `${name}: A title that the page would like`,
        );
    }
});

test("D14 local pages come from a fixed host by GET alone, and nothing outside the page's folder is found", async ({
    launch,
}) => {
    const { page } = await launch();
    const answers = await page.evaluate(async () => {
        const status = (path: string, init?: RequestInit) =>
            fetch(path, init).then(
                (answer) => String(answer.status),
                () => "no answer",
            );
        return {
            page: await status("/index.html"),
            post: await status("/index.html", { method: "POST", body: "x" }),
            outside: await Promise.all(
                [
                    "/../package.json",
                    "/%2e%2e/app/package.json",
                    "/..%5capp%5cpackage.json",
                    "/..%2fapp%2fpackage.json",
                    "app://valise//etc/passwd",
                    "/%2fetc%2fpasswd",
                    "/index.html%00.js",
                    "/.hidden",
                ].map((path) => status(path)),
            ),
            otherHost: await status("app://other/index.html"),
            file: await status("file:///etc/passwd"),
        };
    });
    expect(answers.page).toBe("200");
    expect(answers.post).toBe("405");
    expect(new Set(answers.outside)).toEqual(new Set(["404"]));
    expect(answers.otherHost).toBe("no answer");
    expect(answers.file).toBe("no answer");
});

test("the page does not name the window; the unread count does", async ({ launch }) => {
    const { electron, page } = await launch();
    const title = () => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(await title()).toBe("Valise");
    await page.evaluate(() => window.valise.setUnreadCount?.({ count: 3 }));
    expect(await title()).toBe("(3) Valise");
});
