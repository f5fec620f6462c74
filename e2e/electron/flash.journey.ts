import { existsSync, readFileSync } from "node:fs";
import type { UserId } from "@valise/bridge";
import { createNodeEngine } from "@valise/matrix/node";
import { must, signIn, signUp, until } from "@valise/matrix/testing";
import { keptCodeFileOf, passwordOf, publishedStack } from "../support/demoStack.ts";
import { agencyOf, Person } from "../support/person.ts";
import type { RunningApp } from "./support/launchApp.ts";
import { expect, test } from "./support/shellTest.ts";
import { realApp, signInAs } from "./support/signInToApp.ts";

/** Servers and the officer's desk take what they take on a busy machine. */
const patient = { timeout: 60_000 };

test("a FLASH brings the hidden window up, sounds, is acknowledged by keyboard, and stays so across a restart", async ({
    launch,
    stage,
}) => {
    test.setTimeout(240_000);
    const agency = agencyOf(publishedStack(), "mod");
    const lena = agency.users.find(({ userId }) => userId.startsWith("@lena.brandt:"));
    if (lena === undefined) throw new Error("the demo has nobody of that name");
    await using sender = await broadcaster();
    const managed = realApp(stage, "lena");
    const agencies = (managed.agencies ?? []).map((each) => ({ ...each, alarms }));
    const app = await launch({ ...managed, agencies });
    const person = await signInAs(new Person(app.page, agency, lena));
    await person.page.locator("[data-testid=rail-item][data-id=crisis]").click();
    await person.byId("channel-allow").click(patient);
    await person.page.locator("[data-testid=rail-item][data-id=settings]").click();
    await person.byId("do-not-disturb").click();
    await countTones(app);
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isWindowVisible(app)).toBe(false);

    // Not to be disturbed: what the agency does not let through waits without a sound.
    const held = await sender.broadcast("IMMEDIATE", "Road 7 is closed.", lena.userId);
    await expect(person.byId("alarm-strip")).toContainText("Road 7", patient);
    expect([await isWindowVisible(app), await tonesOf(app)]).toEqual([false, 0]);
    await sender.cancel(held);
    await expect(person.byId("alarm-strip")).toHaveCount(0, patient);

    await sender.broadcast("FLASH", "Port Lazare airport closes at 12:00Z.", lena.userId);
    await expect.poll(() => isWindowVisible(app), patient).toBe(true);
    const { page } = app;
    await expect(page.getByRole("alert").filter({ hasText: "FLASH from Watch officer 3" })).toContainText("12:00Z");
    await expect.poll(() => tonesOf(app)).toBeGreaterThan(0);
    const heard = await tonesOf(app);
    await expect.poll(() => tonesOf(app), patient).toBeGreaterThan(heard);
    await page.keyboard.press("Control+1");
    await expect(page.getByRole("article", { name: /12:00Z/ }).getByTestId("acknowledge")).toBeVisible();
    await page.keyboard.press("a");
    await expect(person.byId("alarm-strip")).toHaveCount(0);
    await app.close();

    const again = (await launch(realApp(stage, "lena"))).page;
    await again.locator("[data-testid=rail-item][data-id=crisis]").click();
    const card = again.getByRole("article", { name: /12:00Z/ });
    await expect(card.getByTestId("my-answer")).toBeVisible();
    await expect(again.getByTestId("alarm-strip")).toHaveCount(0);
});

/** As the agency's administrator would write it. */
const loud = { sounds: true, repeatS: 6, raisesWindow: true } as const;
const alarms = { FLASH: { ...loud, throughDoNotDisturb: true }, IMMEDIATE: { ...loud, throughDoNotDisturb: false } };

const tonesOf = ({ page }: RunningApp) => page.evaluate(() => (globalThis as { tones?: number }).tones ?? 0);

const isWindowVisible = ({ electron }: RunningApp) =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

/** A display of a test has no loudspeaker: what would have been heard is counted where it is made. */
const countTones = ({ page }: RunningApp) =>
    page.evaluate(() => {
        const heard = globalThis as { tones?: number };
        const Made = OscillatorNode;
        globalThis.OscillatorNode = class extends Made {
            override start(whenS?: number): void {
                heard.tones = (heard.tones ?? 0) + 1;
                super.start(whenS);
            }
        };
    });

/** The intelligence service's watch officer, at an engine in this process. */
async function broadcaster() {
    const { agencies, trust } = publishedStack();
    const agency = agencyOf({ agencies } as never, "intel");
    const user = agency.users.find(({ userId }) => userId.startsWith("@watch.officer3:"));
    if (user === undefined || trust === null) throw new Error("the demo has no watch officer");
    const engine = await createNodeEngine({ profileDir: "", storeKey: new Uint8Array(32), memory: true });
    const person = { userId: user.userId, password: passwordOf(user), clientUrl: agency.clientUrl };
    const { id, name, serverName, steward, trust: own } = agency;
    const managed = { agency: { id, name, serverName, steward, trust: own }, trust };
    const codeFile = keptCodeFileOf(user);
    if (existsSync(codeFile)) {
        // Another journey made this account's identity.
        await signIn(engine, person, managed);
        await until(engine, { topic: "session" }, ({ phase }) => phase === "verify-needed", 60_000);
        must(await engine.commands.recover({ code: readFileSync(codeFile, "utf8") }));
        await until(engine, { topic: "session" }, ({ phase }) => phase === "ready", 60_000);
    } else await signUp(engine, person, managed);
    await until(engine, { topic: "clearance" }, ({ state }) => state === "held");
    const { channels } = await until(engine, { topic: "crisis" }, (snapshot) => snapshot.channels.length > 0);
    const [roomId] = channels;
    if (roomId === undefined) throw new Error("there is no channel");
    must(await engine.commands.answerPresentation({ roomId, allow: true }));
    return {
        async broadcast(precedence: "FLASH" | "IMMEDIATE", text: string, readBy: string) {
            const reads = (row: { userId: string; reads: boolean }) => row.userId === readBy && row.reads;
            await until(engine, { topic: "gate", roomId }, ({ rows }) => rows.some(reads));
            // Others of the channel have not come yet: the sender is told, and goes on.
            must(await engine.commands.confirmReaders({ roomId }));
            return must(await engine.commands.sendBroadcast({ roomId, precedence, texts: { en: text } })).broadcastId;
        },
        async cancel(broadcastId: string) {
            const broadcast = { senderId: user.userId as UserId, broadcastId };
            must(await engine.commands.cancelBroadcast({ broadcast, reason: { en: "Open again." } }));
        },
        [Symbol.asyncDispose]: () => engine.close(),
    };
}
