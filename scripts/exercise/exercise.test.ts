import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Exercise, ExerciseStatus } from "./createExercise.ts";
import { type ExerciseServer, serveExercise } from "./serveExercise.ts";

let dataDir: string;
let server: ExerciseServer;
let asked: string[];

beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "valise-exercise-"));
    mkdirSync(join(dataDir, "trust"));
    asked = [];
    let state: ExerciseStatus["state"] = "idle";
    const exercise: Exercise = {
        status: () => ({ state, chapter: null, run: 0, events: [] }),
        start(short) {
            asked.push(short ? "short" : "whole");
            const free = state === "idle";
            state = "running";
            return free;
        },
        stop: () => void asked.push("stop"),
        [Symbol.asyncDispose]: async () => {},
    };
    server = await serveExercise(exercise, dataDir);
});
afterEach(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(dataDir, { recursive: true, force: true });
});

const post = (path: string) => fetch(`${server.url}${path}`, { method: "POST" });

it("is found by a file that its owner alone can read, which goes with it", async () => {
    const file = join(dataDir, "trust", "exercise-url");
    expect(readFileSync(file, "utf8").trim()).toBe(server.url);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await server[Symbol.asyncDispose]();
    expect(() => statSync(file)).toThrow("ENOENT");
});

it("starts, refuses a second start meanwhile, and stops", async () => {
    expect(await (await fetch(server.url)).json()).toMatchObject({ state: "idle" });
    const first = await post("/start?short");
    expect([first.status, await first.json()]).toMatchObject([200, { state: "running" }]);
    expect((await post("/start")).status).toBe(409);
    expect((await post("/stop")).status).toBe(200);
    expect(asked).toEqual(["short", "whole", "stop"]);
});

it("does nothing for who does not know its secret, nor under another name", async () => {
    const { origin, pathname } = new URL(server.url);
    for (const path of ["/", "/start", `${pathname.slice(0, -1)}/start`])
        expect((await fetch(`${origin}${path}`, { method: "POST" })).status).toBe(404);
    const foreign = await new Promise<number | undefined>((resolve) => {
        const headers = { host: "evil.example" };
        request(`${server.url}/start`, { method: "POST", headers }, (answer) => resolve(answer.statusCode)).end();
    });
    expect(foreign).toBe(421);
    expect(asked).toEqual([]);
});
