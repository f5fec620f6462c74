import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { answerDialogs, shownDialogs } from "./support/dialogs.ts";
import { expect, test } from "./support/shellTest.ts";

const open = (page: Page, url: string, shownText = "link") =>
    page.evaluate((input) => window.valise.openExternal?.(input), { url, shownText });

test("D12 a confirmed link reaches the system's opener parsed, as its one argument; a declined one does not", async ({
    launch,
    stage,
}) => {
    mkdirSync(join(stage.folder, "bin"), { recursive: true });
    const recorded = join(stage.makeFolder("recorded"), "argv");
    const recorder = stage.writeFile("bin/xdg-open", `#!/bin/sh\nprintf '%s\\0' "$#" "$@" >> ${recorded}\n`);
    chmodSync(recorder, 0o755);
    const { electron, page } = await launch();

    await answerDialogs(electron, 0);
    expect(await open(page, "https://example.org/")).toBe(false);
    await answerDialogs(electron, 1);
    expect(await open(page, "https://Example.org/a?b=$(id);'\"&c#d")).toBe(true);
    expect(await open(page, "mailto:desk@mfa.example?subject=a%20b")).toBe(true);
    await expect
        .poll(() => (existsSync(recorded) ? readFileSync(recorded, "utf8").split("\0") : []))
        .toEqual([
            ...["1", "https://example.org/a?b=$(id);%27%22&c#d"],
            ...["1", "mailto:desk@mfa.example?subject=a%20b", ""],
        ]);
});

test("D12 a link whose text names another host is asked about with both; a refused scheme is not even asked", async ({
    launch,
}) => {
    const { electron, page } = await launch();
    await answerDialogs(electron, 0);
    await open(page, "https://evil.example/login", "https://agency-a.gov");
    await open(page, "https://evil.example/login", "the timetable");
    const [mismatch, plain] = await shownDialogs(electron);
    expect(mismatch).toMatchObject({
        type: "warning",
        detail: "https://evil.example/login",
        defaultId: 0,
        cancelId: 0,
    });
    expect(mismatch?.message).toContain("agency-a.gov");
    expect(mismatch?.message).toContain("evil.example");
    expect(plain?.type).toBe("question");
    for (const url of [
        "http://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://x/y",
        "https://a@b.example/",
    ])
        expect(await open(page, url)).toBe(false);
    expect(await shownDialogs(electron)).toHaveLength(2);
});

test("a sensitive action is asked about by the program, in the person's language, and cancelling is the default", async ({
    launch,
}) => {
    const { electron, page } = await launch();
    const confirm = (language: string) =>
        page.evaluate((input) => window.valise.confirmSensitive?.(input), { action: "reset-identity", language });
    await answerDialogs(electron, 0);
    expect(await confirm("en")).toBe(false);
    await answerDialogs(electron, 1);
    expect(await confirm("fr")).toBe(true);
    expect(await confirm("de")).toBe(true);
    const shown = await shownDialogs(electron);
    expect(shown.map((dialog) => dialog.message)).toEqual([
        "Replace your identity?",
        "Remplacer votre identité ?",
        "Ihre Identität ersetzen?",
    ]);
    for (const dialog of shown) expect(dialog).toMatchObject({ defaultId: 0, cancelId: 0 });
});

test("files: a document is opened by the system from a private folder; a program is only saved; nothing stays", async ({
    launch,
    stage,
}) => {
    mkdirSync(join(stage.folder, "bin"), { recursive: true });
    const recorded = join(stage.makeFolder("recorded"), "opened");
    const recorder = stage.writeFile(
        "bin/xdg-open",
        `#!/bin/sh\n{ printf '%s\\n' "$1"; stat -c %a "$1" "$(dirname "$1")"; cat "$1"; } >> ${recorded}\n`,
    );
    chmodSync(recorder, 0o755);
    const { electron, page, close, profileFolder } = await launch({ profile: "files" });
    const call = (method: "openFile" | "saveFile", name: string, text: string) =>
        page.evaluate(
            ({ method, name, text }) =>
                window.valise[method]?.({ name, mimeType: "x/y", bytes: new TextEncoder().encode(text) }),
            { method, name, text },
        );

    await answerDialogs(electron, 0);
    expect(await call("openFile", "../note.pdf", "%PDF-1.7 text")).toBe(true);
    await expect.poll(() => (existsSync(recorded) ? readFileSync(recorded, "utf8") : "")).toContain("%PDF-1.7 text");
    const [path, fileMode, folderMode] = readFileSync(recorded, "utf8").split("\n");
    expect(path?.startsWith(join(profileFolder, "opened"))).toBe(true);
    expect([fileMode, folderMode]).toEqual(["600", "700"]);

    expect(await call("openFile", "invoice.pdf.exe", "MZ")).toBe(false);
    expect(await shownDialogs(electron)).toHaveLength(1);
    await chooseSavePath(electron, join(stage.makeFolder("saved"), "kept.sh"));
    await answerDialogs(electron, 1);
    expect(await call("saveFile", "run.sh", "#!/bin/sh")).toBe(true);
    expect(readFileSync(join(stage.folder, "saved", "kept.sh"), "utf8")).toBe("#!/bin/sh");

    await close();
    expect(existsSync(join(profileFolder, "opened"))).toBe(false);
});

test("a notification carries plain text only, and its click brings the window and names the room", async ({
    launch,
}) => {
    const { electron, page } = await launch({ profile: "notify" });
    await electron.evaluate(({ Notification, BrowserWindow }) => {
        const shown: unknown[] = [];
        Object.assign(globalThis, { shown });
        Notification.isSupported = () => true;
        Notification.prototype.show = function (this: Electron.Notification) {
            shown.push({ title: this.title, body: this.body });
            this.emit("click");
        };
        BrowserWindow.getAllWindows()[0]?.hide();
    });
    const input = { roomId: "!r:mfa.example", title: "<b>Zoë</b>", body: "Lage\u202E\n<img src=x>", tag: "t" };
    await page.evaluate((notification) => window.valise.notify?.(notification), input);
    await expect
        .poll(() => page.evaluate(() => (window as unknown as { clicked: unknown }).clicked))
        .toEqual([[input.roomId]]);
    const seen = await electron.evaluate(({ BrowserWindow }) => ({
        shown: (globalThis as unknown as { shown: unknown }).shown,
        isVisible: BrowserWindow.getAllWindows()[0]?.isVisible(),
    }));
    expect(seen).toEqual({ shown: [{ title: "‹b›Zoë‹/b›", body: "Lage ‹img src=x›" }], isVisible: true });
});

const chooseSavePath = (electron: ElectronApplication, filePath: string) =>
    electron.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
    }, filePath);
