import { spawn } from "node:child_process";
import { systemClock } from "@valise/base";
import { type AgencyCommand, runAgencyCommand, serveGateway } from "@valise/bridge";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { badUsage } from "../../output/CommandFailure.ts";
import { readCommandFile } from "../commandFile.ts";

/** The gateway that an agency's administrator configured, as the member `gateway` of the app's configuration. */
export function readGatewayFile(path: string): AgencyCommand {
    const command = readCommandFile(path);
    if (command === undefined) throw badUsage("usage.gatewayFile", { path });
    return command;
}

/** Offers it to the engine, as long as the command runs. */
export const serveGatewayOf = (engine: EngineConnection, command: AgencyCommand): Disposable =>
    serveGateway(engine, (call) =>
        runAgencyCommand(command, call, { start: spawn, clock: systemClock, env: process.env }),
    );
