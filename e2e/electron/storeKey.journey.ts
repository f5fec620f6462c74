import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
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
