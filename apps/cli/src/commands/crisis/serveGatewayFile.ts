import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { systemClock } from "@valise/base";
import { type GatewayCommand, runGateway, serveGateway } from "@valise/bridge";
import { z } from "zod";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { badUsage } from "../../output/CommandFailure.ts";

const schema = z.strictObject({
    command: z.tuple([z.string().startsWith("/").max(4096)], z.string().max(4096)),
    timeoutS: z.int().min(1).max(120).default(20),
});

/** The gateway that an agency's administrator configured, as the member `gateway` of the app's configuration. */
export function readGatewayFile(path: string): GatewayCommand {
    try {
        return schema.parse(JSON.parse(readFileSync(path, "utf8")));
    } catch {
        throw badUsage("usage.gatewayFile", { path });
    }
}

/** Offers it to the engine, as long as the command runs. */
export const serveGatewayOf = (engine: EngineConnection, command: GatewayCommand): Disposable =>
    serveGateway(engine, (call) => runGateway(command, call, { start: spawn, clock: systemClock, env: process.env }));
