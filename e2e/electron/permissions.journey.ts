import type { Page } from "@playwright/test";
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
