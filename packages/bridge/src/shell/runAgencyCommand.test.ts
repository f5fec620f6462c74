import { spawn } from "node:child_process";
import { systemClock } from "@valise/base";
import { describe, expect, it } from "vitest";
import type { GatewayCallSnapshot } from "../engine/crisisSnapshot.ts";
import { shellContract } from "./contract.ts";
import { runAgencyCommand } from "./runAgencyCommand.ts";

const call: GatewayCallSnapshot = {
    v: 1,
    call: "AAAAAAAAAAAAAAAAAAAAAA-4",
    ...{ step: 4, exercise: false, people: ["@ana:mfa.example"] },
    say: { de: "Valise öffnen", en: "Open Valise", fr: "Ouvrez Valise" },
};
const run = (script: string, timeoutS = 20, env: Readonly<Record<string, string>> = { PATH: process.env.PATH ?? "" }) =>
    runAgencyCommand({ command: ["/bin/sh", "-c", script], timeoutS }, call, { start: spawn, clock: systemClock, env });

describe("a command of the agency's", () => {
    it("reads the call, one JSON object, and ends with its exit code", async () => {
        const isCall = `read -r line; test "$line" = '${JSON.stringify(call)}' && ! read -r more`;
        expect(await run(isCall)).toEqual({ state: "done", exitCode: 0 });
        expect(await run("exit 7")).toEqual({ state: "failed", exitCode: 7 });
        expect(await run("kill -9 $$")).toEqual({ state: "failed", exitCode: null });
    });

    it("is ended by the time-out, and said not to have started where there is none", async () => {
        expect(await run("exec sleep 30", 0.1)).toEqual({ state: "timed-out", exitCode: null });
        const missing = { command: ["/nowhere/gateway"] as [string], timeoutS: 5 };
        const parts = { start: spawn, clock: systemClock, env: {} };
        expect(await runAgencyCommand(missing, call, parts)).toEqual({ state: "not-started", exitCode: null });
    });

    it("sees nothing of the program's surroundings but where programs are", async () => {
        const env = { PATH: process.env.PATH ?? "", SECRET: "open sesame" };
        expect(await run('test -z "$SECRET" && test -n "$PATH"', 20, env)).toEqual({ state: "done", exitCode: 0 });
    });

    it("gets the fixed words from a page, or nothing", () => {
        const { input } = shellContract.callGateway;
        expect(input.safeParse(call).success).toBe(true);
        expect(input.safeParse({ ...call, say: { ...call.say, en: "Fire in the annex" } }).success).toBe(false);
        expect(input.safeParse({ ...call, exercise: true }).success).toBe(false);
        expect(input.safeParse({ ...call, text: "Fire" }).success).toBe(false);
    });
});
