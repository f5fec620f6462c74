import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeApp, openFakeApp } from "./openFakeApp.ts";

let app: FakeApp;

beforeAll(async () => {
    app = await openFakeApp();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const payloads = [
    '"><script>window.ran=1</script>',
    "<img src=x onerror=window.ran=1>",
    "<svg/onload=window.ran=1>",
    "javascript:window.ran=1",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<a href='javascript:window.ran=1'>click</a>",
    "<form id=root name=root><input name=fake>",
    "{{constructor.constructor('window.ran=1')()}} $t(app.name) {{name}}",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.ran=1>",
    "\u202e<img src=https://evil.example/x.png>\u2066",
    `${"a\u0300".repeat(20)}${"\u0301".repeat(10_000)}`,
    "x".repeat(20_000),
    "\ud800 lone \udc00",
];

describe("hostile words", () => {
    it("in bodies, names, topics, files and system lines run nothing, fetch nothing and break nothing", async () => {
        await using opened = await app.open("start=ready&demo=1");
        const { page } = opened;
        const requests: string[] = [];
        await page.getByTestId("room-list").waitFor();
        page.on("request", (request) => !request.url().startsWith("blob:") && requests.push(request.url()));
        await page.evaluate((words) => {
            const { topics } = window.fake.engine;
            const rooms = topics.read({ topic: "rooms" });
            const room = rooms?.rows.find((row) => row.roomId === "!flights");
            const timeline = topics.read({ topic: "timeline", roomId: "!flights" as never });
            const text = timeline?.rows[0];
            const file = timeline?.rows.find((row) => row.kind === "file");
            if (rooms === undefined || room === undefined || timeline === undefined) throw new Error("no demo");
            if (text === undefined || file?.file == null) throw new Error("no demo");
            const fileOf = file.file;
            topics.publish(
                { topic: "rooms" },
                {
                    ...rooms,
                    rows: [
                        room,
                        ...words.map((word, i) => ({ ...room, roomId: `!h${i}` as never, name: word, topic: word })),
                    ],
                },
            );
            topics.publish(
                { topic: "timeline", roomId: "!flights" as never },
                {
                    ...timeline,
                    rows: words.flatMap((word, i) => [
                        { ...text, key: `t${i}`, eventId: `$t${i}` as never, body: word, senderName: word },
                        { ...text, key: `h${i}`, eventId: `$h${i}` as never, body: word, html: word },
                        { ...text, key: `q${i}`, replyTo: { eventId: "$0" as never, senderName: word, excerpt: word } },
                        {
                            ...file,
                            key: `f${i}`,
                            eventId: `$f${i}` as never,
                            file: { ...fileOf, name: word } as never,
                        },
                        {
                            ...text,
                            key: `s${i}`,
                            kind: "system" as const,
                            system: { kind: "room-topic" as const, topic: word },
                        },
                        { ...text, key: `u${i}`, kind: "cleartext" as const, body: word },
                    ]),
                },
            );
        }, payloads);
        await page.getByTestId("room-row").first().click();
        await page.getByTestId("message").first().waitFor();
        for (let i = 0; i < 30; i += 1) {
            await page.getByTestId("timeline").hover();
            await page.mouse.wheel(0, -900);
            await page.waitForTimeout(20);
        }
        expect(await page.evaluate(() => "ran" in window)).toBe(false);
        expect(requests).toEqual([]);
        // Chromium reports what a DOMParser meets in a document of its own, which runs and applies nothing.
        const inert = /^(Executing inline event handler|Applying inline style) violates/;
        expect(opened.takeComplaints().filter((complaint) => !inert.test(complaint))).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
        await page.getByTestId("composer").fill("still alive");
        await page.keyboard.press("Enter");
        await page.getByTestId("message").filter({ hasText: "still alive" }).waitFor();
    });

    it("in a deceptive link are shown before anything opens, and only https leaves", async () => {
        await using opened = await app.open("start=ready&demo=1&web=1");
        const { page } = opened;
        await page.getByTestId("room-list").waitFor();
        await page.evaluate(() => {
            const ref = { topic: "timeline", roomId: "!flights" as never } as const;
            window.fake.engine.topics.change(ref, (timeline) => ({
                ...timeline,
                rows: timeline.rows.map((row) => ({
                    ...row,
                    html: "<a href='https://evil.example/x'>https://agency.example</a>",
                })),
            }));
        });
        await page.getByTestId("room-row").filter({ hasText: "Evacuation flights" }).click();
        await page.getByRole("link", { name: "https://agency.example" }).first().click();
        await page.getByTestId("link-question").waitFor();
        expect(await page.getByTestId("link-question").textContent()).toContain("leads to evil.example");
        await page.getByTestId("link-confirm").click();
        const calls = await page.evaluate(() =>
            window.fake.shell.calls.filter((call) => call.method === "openExternal"),
        );
        expect(calls.map((call) => call.input)).toEqual([
            { url: "https://evil.example/x", shownText: "https://agency.example" },
        ]);
    });
});
