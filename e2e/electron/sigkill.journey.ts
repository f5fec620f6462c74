import type { RoomId } from "@valise/bridge";
import { createNodeEngine } from "@valise/matrix/node";
import { signUp } from "@valise/matrix/testing";
import { bodiesIn } from "../faults/reader.ts";
import { seededRandom } from "../faults/seededRandom.ts";
import { publishedStack } from "../support/demoStack.ts";
import { newAccount } from "../support/newAccount.ts";
import { agencyOf } from "../support/person.ts";
import { expect, test } from "./support/shellTest.ts";
import { realApp, signInToApp } from "./support/signInToApp.ts";

const sends = 100;
const seed = Number(process.env.VALISE_SEED ?? 20261121);

test(`SIGKILL of the app during ${sends} sends costs nothing that was shown (seed ${seed})`, async ({
    launch,
    stage,
}) => {
    test.setTimeout(300_000);
    const agency = agencyOf(publishedStack(), "mod");
    const host = await newAccount(agency, "host");
    await using reader = await createNodeEngine({ profileDir: "", storeKey: new Uint8Array(32), memory: true }).then(
        (engine) => ({ ...engine, [Symbol.asyncDispose]: () => engine.close() }),
    );
    await signUp(reader, { ...host, clientUrl: agency.clientUrl });
    const made = await reader.commands.createRoom({ name: "Kills", topic: null, invite: [], kind: "room" });
    if (!made.ok) throw new Error(made.error.kind);
    const roomId: RoomId = made.value.roomId;

    const app = await launch(realApp(stage, "killed"));
    const officer = await signInToApp(app, stage, "mod", "officer");
    await reader.commands.invite({ roomId, userIds: [officer.user.userId as never] });
    await officer.acceptInvitation({ user: host });

    const pid = await app.electron.evaluate(() => process.pid);
    const killAfter = Math.floor(seededRandom(seed)() * sends);
    const typed: string[] = [];
    for (let i = 0; i < killAfter; i++) {
        typed.push(`killed message ${i}`);
        await officer.say(`killed message ${i}`);
    }
    const last = officer.message(typed.at(-1) ?? "");
    if (typed.length > 0) await expect(last).toBeVisible();
    process.kill(pid, "SIGKILL");

    const again = await launch(realApp(stage, "killed"));
    await again.page.getByTestId("room-row").filter({ hasText: "Kills" }).click();
    await expect(again.page.getByTestId("composer")).toBeVisible();
    for (let i = killAfter; i < sends; i++) {
        typed.push(`killed message ${i}`);
        await again.page.getByTestId("composer").fill(`killed message ${i}`);
        await again.page.keyboard.press("Enter");
    }
    await expect
        .poll(async () => (await bodiesIn(reader, roomId, "killed message ")).length, { timeout: 120_000 })
        .toBe(sends);
    expect(await bodiesIn(reader, roomId, "killed message ")).toEqual(typed);
});
