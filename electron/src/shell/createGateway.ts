import { spawn } from "node:child_process";
import { systemClock } from "@valise/base";
import { type AgencyCommand, type GatewayResult, runAgencyCommand } from "@valise/bridge";
import type { ShellHandlers } from "./registerShell.ts";

/** Runs the configured gateway, each call once in a run of the program, however often the page asks; null: there is none. */
export function createGateway(command: AgencyCommand | null): ShellHandlers["callGateway"] {
    const made = new Map<string, Promise<GatewayResult>>();
    return (call) => {
        if (command === null) return { state: "not-started", exitCode: null };
        const known = made.get(call.call);
        if (known !== undefined) return known;
        const parts = { start: spawn, clock: systemClock, env: process.env };
        const result = runAgencyCommand(command, call, parts);
        made.set(call.call, result);
        return result;
    };
}
