import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { decideCommandLine } from "./decideCommandLine.ts";

const installed = { isPackaged: true, isRoot: false, isInspected: false };

describe("decideCommandLine of an installed app", () => {
    it("takes a profile, a configuration and a keystore", () => {
        const args = ["valise", "--user-data-dir=/home/a/p2", "--config=/c.json", "--password-store=kwallet6"];
        expect(unwrap(decideCommandLine([...args, "--no-update"], installed))).toEqual({
            configFile: "/c.json",
            userDataDir: "/home/a/p2",
            passwordStore: "kwallet6",
            isSandboxed: true,
        });
    });

    it.each([
        "--remote-debugging-port=9222",
        "--remote-debugging-pipe",
        "--inspect",
        "--inspect-brk=0",
        "--load-extension=/x",
        "--proxy-server=evil:1",
        "--proxy-pac-url=http://x",
        "--host-rules=MAP * evil",
        "--host-resolver-rules=MAP * evil",
        "--js-flags=--expose-gc",
        "--disable-web-security",
        "--ignore-certificate-errors",
        "--ssl-key-log-file=/x",
        "--log-net-log=/x",
        "--allow-running-insecure-content",
        "--single-process",
        "--renderer-cmd-prefix=xterm",
        "--gpu-launcher=/x",
        "--no-sandbox",
        "-no-sandbox",
        "--enable-blink-features=X",
        "--a-switch-of-tomorrow",
    ])("does not start with %s", (arg) => {
        expect(decideCommandLine(["valise", arg], installed)).toMatchObject({ error: { kind: "switch-refused" } });
    });

    it("can be debugged in a copy whose fuse was set for tests, and only so", () => {
        const attached = ["valise", "--inspect=0", "--remote-debugging-port=0"];
        expect(decideCommandLine(attached, installed).ok).toBe(false);
        expect(decideCommandLine(attached, { ...installed, isInspected: true }).ok).toBe(true);
        expect(decideCommandLine(["valise", "--js-flags=x"], { ...installed, isInspected: true }).ok).toBe(false);
    });

    it("refuses the keystore that is none", () => {
        for (const value of ["basic", "", "basic_text"])
            expect(decideCommandLine(["valise", `--password-store=${value}`], installed)).toEqual({
                ok: false,
                error: { kind: "value-refused", name: "password-store" },
            });
    });

    it("lets root alone go without the sandbox, which Chromium demands of root", () => {
        const asRoot = { isPackaged: true, isRoot: true, isInspected: false };
        expect(unwrap(decideCommandLine(["valise", "--no-sandbox"], asRoot)).isSandboxed).toBe(false);
        expect(decideCommandLine(["valise", "--no-zygote"], asRoot).ok).toBe(false);
    });
});

it("leaves the developer's switches alone", () => {
    const options = { isPackaged: false, isRoot: false, isInspected: false };
    expect(decideCommandLine(["electron", "dist/main.cjs", "--remote-debugging-port=0"], options).ok).toBe(true);
});
