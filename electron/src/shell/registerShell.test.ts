import { shellContract } from "@valise/bridge";
import type { IpcMainInvokeEvent } from "electron";
import { beforeEach, describe, expect, it } from "vitest";
import { registerShell, type ShellHandlers } from "./registerShell.ts";

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<unknown>;
let channels: Map<string, Listener>;
let calls: unknown[];

const record =
    <T>(answer: T) =>
    (input: unknown) => {
        calls.push(input);
        return answer;
    };
const handlers: ShellHandlers = {
    boot: record({
        kind: "desktop" as const,
        version: "0",
        deviceName: "x",
        agencies: [],
        trust: null,
        keyProtection: { kind: "keystore" as const, backend: "x" },
        serviceDesk: null,
        exerciseUrl: null,
    }),
    requestKeyPort: record(true),
    requestDeskKeyPort: record(true),
    openExternal: record(true),
    signInInBrowser: record({ kind: "cancelled" as const }),
    stopSignIn: record(undefined),
    proveInBrowser: record(true),
    openFile: record(true),
    saveFile: record(true),
    notify: record(undefined),
    raiseAlarm: record(undefined),
    callGateway: record({ state: "done" as const, exitCode: 0 }),
    setUnreadCount: record(undefined),
    confirmSensitive: record(true),
};
const page = { url: "app://valise/", parent: null };
const eventFrom = (senderFrame: unknown, window = "ours") =>
    ({ senderFrame, sender: window }) as unknown as IpcMainInvokeEvent;
const call = (method: string, event: IpcMainInvokeEvent, ...args: unknown[]) =>
    channels.get(`valise:${method}`)?.(event, ...args);

beforeEach(() => {
    channels = new Map();
    calls = [];
    registerShell(
        { handle: (channel: string, listener: Listener) => void channels.set(channel, listener) } as never,
        (event) => (event.sender as unknown) === "ours",
        handlers,
    );
});

describe("registerShell", () => {
    it("registers the contract's methods and nothing else", () => {
        expect([...channels.keys()].sort()).toEqual(
            Object.keys(shellContract)
                .map((name) => `valise:${name}`)
                .sort(),
        );
    });

    it("passes parsed input on", async () => {
        expect(await call("setUnreadCount", eventFrom(page), { count: 3 })).toBeUndefined();
        expect(calls).toEqual([{ count: 3 }]);
    });

    it("refuses a sub-frame, a foreign page, another window and a vanished frame", async () => {
        for (const event of [
            eventFrom({ ...page, parent: page }),
            eventFrom({ ...page, url: "https://evil.example/" }),
            eventFrom(page, "another"),
            eventFrom(null),
        ])
            await expect(call("requestKeyPort", event, {})).rejects.toThrow("refused");
        expect(calls).toEqual([]);
    });

    it.each([
        ["setUnreadCount", [{ count: -1 }]],
        ["setUnreadCount", [{ count: 1.5 }]],
        ["setUnreadCount", [{ count: 1, more: 1 }]],
        ["setUnreadCount", [{ count: 1 }, "more"]],
        ["setUnreadCount", []],
        ["openExternal", [{ url: "https://x.example" }]],
        ["openExternal", [{ url: ["https://x.example"], shownText: "" }]],
        ["signInInBrowser", [{ address: 1 }]],
        ["proveInBrowser", [{ address: "https://x.example", other: 1 }]],
        ["openFile", [{ name: "a", mimeType: "", bytes: "text" }]],
        ["openFile", [{ name: "", mimeType: "", bytes: new Uint8Array() }]],
        ["confirmSensitive", [{ action: "reboot", language: "en" }]],
        ["boot", [null]],
    ])("refuses malformed input of %s: %j", async (method, args) => {
        await expect(call(method, eventFrom(page), ...args)).rejects.toThrow("refused");
        expect(calls).toEqual([]);
    });
});
