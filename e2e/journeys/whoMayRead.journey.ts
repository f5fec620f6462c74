import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { type DemoStack, publishedStack } from "../support/demoStack.ts";
import { openBrowser, type Person } from "../support/person.ts";

const bin = resolve(import.meta.dirname, "../../apps/cli/bin/valise.js");
const THOMAS = "@thomas.aubry:mfa.example";

const menu = async (person: Person, item: string) => {
    await person.byId("room-more").click();
    await person.page.getByRole("menuitem", { name: item }).click();
};

/** The first officer signs and asks the second on their own screen; who has the power over the room puts it into force. */
async function signTogether(first: Person, second: Person, dialog: "charter" | "let-in"): Promise<void> {
    const close = (person: Person) => person.byId("signatures").getByRole("button", { name: "Close" }).last().click();
    await first.byId(`${dialog}-sign`).click();
    await first.byId("ask-signature-who").selectOption({ label: "Hugo Pauly" });
    await first.byId("ask-signature").click();
    await expect(first.byId("ask-signature-asked")).toBeVisible();
    await close(first);
    await second.byId("signature-ask-open").click();
    await second.byId("signature-sign").click();
    await expect(second.byId("signature-returned")).toBeVisible();
    await close(second);
    await first.byId("signature-ask-open").click();
    await first.byId("signature-file").click();
    await expect(first.byId("signature-file")).toHaveText("In force");
    await close(first);
}

const valiseOf =
    ({ caFile }: DemoStack, home: string) =>
    (...args: string[]) => {
        const ran = spawnSync(process.execPath, [bin, "--as", THOMAS, ...args, "--json"], {
            ...{ encoding: "utf8", timeout: 60_000 },
            env: { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8", VALISE_DATA: dirname(dirname(caFile)) },
        });
        expect(ran.status, ran.stderr).toBe(0);
        return ran.stdout;
    };

/** Each change names its audience before it is signed; one officer narrows, two widen, lower, or let somebody in. */
test("officers change who may read a room, and let somebody in for a while", async ({ browser }) => {
    const stack = publishedStack();
    const folder = mkdtempSync(join(tmpdir(), "valise-readers-"));
    const valise = valiseOf(stack, folder);
    const watch = await openBrowser(browser, stack, "intel", 0);
    const hugo = await openBrowser(browser, stack, "intel", 3);
    const [first, second] = [watch.person, hugo.person];
    try {
        await Promise.all([first.signInForTheFirstTime(), second.signIn()]);
        // The officer's account was made by the demonstration: this browser is a further device.
        await second.byId("recovery-input").fill(readFileSync(second.user.recoveryFile ?? "", "utf8").trim());
        await second.byId("recover").click();
        for (const each of [first, second]) await expect(each.byId("cleared-to")).toBeVisible({ timeout: 40_000 });

        await first.createRoom("Night desk", [second], "FR · SECRET");
        await expect(first.byId("marking-banner")).toHaveAttribute("data-level", "FR/S");
        await second.acceptInvitation(first);
        await expect(first.byId("show-readers")).toContainText("2 of 2");

        // Fewer may read: one officer's signature, in force at once.
        await menu(first, "Who may read: change…");
        for (const id of ["mfa", "mod"]) await first.byId(`charter-agency-${id}`).uncheck();
        await expect(first.byId("charter-one")).toBeVisible();
        await first.byId("charter-sign").click();
        await expect(first.byId("charter")).toHaveCount(0);
        await expect(first.byId("show-readers")).toContainText("2 of 2");

        await menu(first, "Let somebody in for a while…");
        await first.byId("let-in-address").fill(THOMAS);
        await first.byId("let-in-reason").fill("Knows the port; his agency is not of this room.");
        await signTogether(first, second, "let-in");
        await menu(first, "Invite people");
        await first.byId("invite-query").fill(THOMAS);
        await first.page.locator(`[data-testid=invitee-found][data-user-id="${THOMAS}"]`).getByRole("button").click();
        await first.byId("invite-submit").click();
        await expect(first.byId("invite")).toHaveCount(0);
        const row = first.byId("room-row").filter({ hasText: "Night desk" });
        const roomId = (await row.getAttribute("data-room-id")) ?? "";
        valise("room", "join", "--room", roomId);
        await expect(first.byId("gate-glass").filter({ hasText: "Knows the port" })).toBeVisible();
        await first.say("Berth 4 is free.");
        await first.sees("Berth 4 is free.", "sent");
        expect(valise("listen", "--room", roomId, "--until", "Berth 4 is free.", "--timeout", "30")).toContain("FR/S");
        await first.page.screenshot({ path: "test-results/let-in-real.png" });

        await menu(first, "Who may read: change…");
        await first.byId("charter").getByTestId("label-pick").filter({ hasText: "DIFFUSION RESTREINTE" }).click();
        await expect(first.byId("charter-two")).toBeVisible();
        // Named before anything is signed: whoever was let in is not under the next charter.
        await expect(first.byId("charter-loses")).toContainText("Thomas Aubry");
        await first.page.screenshot({ path: "test-results/charter-lower-real.png" });
        await signTogether(first, second, "charter");
        for (const each of [first, second]) {
            await expect(each.byId("marking-banner")).toHaveAttribute("data-level", "FR/DR");
        }
        await expect(first.byId("show-readers")).toContainText("2 of 3");
    } finally {
        for (const { context } of [watch, hugo]) await context.close();
        rmSync(folder, { recursive: true });
    }
});
