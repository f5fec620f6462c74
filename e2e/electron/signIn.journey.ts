import { passwordOf } from "../support/demoStack.ts";
import { expect, test } from "./support/shellTest.ts";
import { realApp, signInToApp } from "./support/signInToApp.ts";

test("a desk officer signs in, is still signed in after a restart, and sees the rooms without a network", async ({
    launch,
    stage,
}) => {
    test.setTimeout(180_000);
    const first = await launch(realApp(stage, "officer"));
    const { user } = await signInToApp(first, stage, "mfa", "officer");
    await first.close();

    const second = await launch(realApp(stage, "officer"));
    await expect(second.page.getByTestId("room-list")).toBeVisible({ timeout: 30_000 });

    await second.electron.evaluate(({ session }) =>
        session.fromPartition("persist:valise").enableNetworkEmulation({ offline: true }),
    );
    await second.page.reload();
    await expect(second.page.getByTestId("room-list")).toBeVisible({ timeout: 10_000 });
    expect(first.stderr() + second.stderr()).not.toContain(passwordOf(user));
});
