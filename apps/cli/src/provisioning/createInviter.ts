import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { systemClock } from "@valise/base";
import { type AgencyCommand, runAgencyCommand } from "@valise/bridge";
import type { InvitationOutcome, Inviter } from "@valise/provisioning";
import { letterPath } from "./initialPasswords.ts";

/** The administrator's invitation command behind provisioning's port. */
export function createInviter(command: AgencyCommand, letters: string | undefined, again: readonly string[]): Inviter {
    return {
        again,
        letterOf(userId) {
            const path = letters === undefined ? undefined : letterPath(resolve(letters), userId);
            return path !== undefined && existsSync(path) ? path : null;
        },
        call: (invitation) => callCommand(command, invitation),
    };
}

/**
 * Calls a command that brings a message to somebody. What ends by itself with another code than 0 says that nothing left; what
 * was cut off says nothing.
 */
export async function callCommand(command: AgencyCommand, message: object): Promise<InvitationOutcome> {
    const { state, exitCode } = await runAgencyCommand(command, message, {
        start: spawn,
        clock: systemClock,
        env: process.env,
    });
    if (state === "done") return "sent";
    return state === "not-started" || (state === "failed" && exitCode !== null) ? "not-sent" : "unknown";
}
