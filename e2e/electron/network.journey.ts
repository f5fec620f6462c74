import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describeLaunch } from "./support/launchApp.ts";
import { expect, test } from "./support/shellTest.ts";

/** Every name and address that Chromium's own network log mentions. */
function destinationsIn(netLog: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const [, url] of netLog.matchAll(/"(?:url|host|hostname|address|server_info)":"([^"]+)"/g))
        if (url !== undefined) found.add(url.replace(/^(\w+:\/\/[^/]+).*/, "$1"));
    return found;
}

test("D01 the program by itself speaks to nobody but the app's scheme and the configured homeservers", async ({
    stage,
    display,
}) => {
    const homeserver = createServer((_request, response) => response.end("{}"));
    await new Promise<void>((done) => homeserver.listen(0, "127.0.0.1", done));
    const own = `http://127.0.0.1:${(homeserver.address() as AddressInfo).port}`;
    const log = join(stage.makeFolder("net"), "log.json");
    const { executablePath, args, env } = describeLaunch(stage, display, {
        profile: "quiet",
        clientUrls: [own],
        args: [`--log-net-log=${log}`, "--net-log-capture-mode=Everything"],
    });
    const child = spawn(executablePath, args, { env, stdio: "ignore", detached: true });
    const ended = new Promise((done) => child.once("exit", done));
    await expect.poll(() => existsSync(log), { timeout: 20_000 }).toBe(true);
    await wait(8_000);
    process.kill(-(child.pid ?? 0), "SIGTERM");
    await ended;
    homeserver.close();

    const netLog = readFileSync(log, "utf8");
    expect(netLog).toContain("logEventTypes");
    const foreign = [...destinationsIn(netLog)].filter(
        (destination) => !["app://valise", own, new URL(own).host].includes(destination),
    );
    expect(foreign).toEqual([]);
});
