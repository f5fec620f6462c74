import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { answerUnlockPrompts } from "./support/answerUnlockPrompts.ts";
import { answerDialogs, shownDialogs } from "./support/dialogs.ts";
import { expect, test } from "./support/shellTest.ts";

const keyOf = (page: import("@playwright/test").Page) =>
    page.evaluate(
        () => (window as unknown as { keyDigest: Promise<{ length: number; digest: string } | null> }).keyDigest,
    );

test("the store key comes from the keystore, is the same after a restart, and lies sealed on disk", async ({
    launch,
}) => {
    const first = await launch({ profile: "key" });
    await expect(first.page.locator("#state")).toHaveText("keystore");
    const key = await keyOf(first.page);
    expect(key?.length).toBe(32);
    const file = join(first.profileFolder, "store-key");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const sealed = readFileSync(file);
    await first.close();

    const second = await launch({ profile: "key" });
    expect(await keyOf(second.page)).toEqual(key);
    expect(readFileSync(file)).toEqual(sealed);
});

test("a document gets the key once; what is injected later gets none, a reload gets it again", async ({ launch }) => {
    const { page } = await launch({ profile: "once" });
    const key = await keyOf(page);
    expect(await page.evaluate(() => window.valise.requestKeyPort?.({}))).toBe(false);
    await page.reload();
    expect(await keyOf(page)).toEqual(key);
});

test("what opens an officer's key comes only after the program has asked, each time, and is not the store's", async ({
    launch,
}) => {
    const { electron, page, profileFolder } = await launch({ profile: "desk" });
    const store = await keyOf(page);
    const request = () =>
        page.evaluate(async () => {
            const delivered = new Promise<string>((resolve) => {
                const take = ({ data, ports }: MessageEvent) => {
                    if (data !== "valise:desk-key-port") return;
                    window.removeEventListener("message", take);
                    const [port] = ports;
                    port?.addEventListener("message", async (event) => {
                        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", event.data));
                        resolve(`${event.data.length} ${digest.toString()}`);
                    });
                    port?.start();
                };
                window.addEventListener("message", take);
            });
            return (await window.valise.requestDeskKeyPort?.({ language: "en" })) === true ? delivered : null;
        });
    await answerDialogs(electron, 0);
    expect(await request()).toBeNull();
    expect(readdirSync(profileFolder)).not.toContain("desk-key");
    await answerDialogs(electron, 1);
    const key = await request();
    expect(key).toMatch(/^32 /);
    expect(key).not.toContain(String(store?.digest));
    expect(await request()).toBe(key);
    expect((await shownDialogs(electron)).map(({ message }) => message)).toEqual(
        Array(3).fill("Open the security officer’s key?"),
    );
});

test("without a keystore there is no key, no file and a reason; trying again starts the program anew", async ({
    launch,
}) => {
    const { electron, page, profileFolder } = await launch({ profile: "none", keyring: "none" });
    expect(await page.evaluate(() => window.valise.boot?.({}))).toMatchObject({
        keyProtection: { kind: "unavailable", reason: "no-keystore" },
    });
    expect(await keyOf(page)).toBeNull();
    expect(readdirSync(profileFolder)).not.toContain("store-key");
    await electron.evaluate(({ app }) => {
        const { quit } = app;
        const relaunch = () => void Object.assign(globalThis, { isRelaunching: true });
        // Held back once, so that the test can still look.
        Object.assign(app, { relaunch, quit: () => void Object.assign(app, { quit }) });
    });
    await page.reload();
    await expect
        .poll(() => electron.evaluate(() => (globalThis as unknown as { isRelaunching?: boolean }).isRelaunching))
        .toBe(true);
});

test("a locked keystore is waited for: unlocked it gives the same key, and refused it gives none and makes none", async ({
    launch,
    display,
}) => {
    const before = await launch({ profile: "locked" });
    const key = await keyOf(before.page);
    const file = join(before.profileFolder, "store-key");
    const sealed = readFileSync(file);
    await before.close();

    const locked = { profile: "locked", keyring: "locked" } as const;
    const { started: refused, promptCount } = await answerUnlockPrompts(display, null, launch(locked));
    expect(promptCount).toBeGreaterThan(0);
    expect(await refused.page.evaluate(() => window.valise.boot?.({}))).toMatchObject({
        keyProtection: { kind: "unavailable", reason: "locked" },
    });
    expect(await keyOf(refused.page)).toBeNull();
    expect(readFileSync(file)).toEqual(sealed);
    await refused.close();

    const { started: unlocked } = await answerUnlockPrompts(display, "open sesame", launch(locked));
    expect(await keyOf(unlocked.page)).toEqual(key);
    expect(readFileSync(file)).toEqual(sealed);
});

test("a sealed key that another keyring cannot open stays as it is, and the program explains", async ({ launch }) => {
    const before = await launch({ profile: "other" });
    const file = join(before.profileFolder, "store-key");
    const sealed = readFileSync(file);
    await before.close();
    rmSync(join(before.profileFolder, "..", ".local", "share", "keyrings"), { recursive: true });
    const after = await launch({ profile: "other", keyringPassword: "another" });
    expect(await keyOf(after.page)).toBeNull();
    expect(readFileSync(file)).toEqual(sealed);
});
