import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { deploymentFiles, describeStackError, parseStackDescription, type StackError } from "@valise/homeserver";
import type { Context } from "../commands/Context.ts";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { readManifest } from "../provisioning/readManifest.ts";

export interface GenerateOptions {
    readonly description: string;
    readonly agency: string;
    readonly clientHost: string;
    readonly policy?: boolean;
    readonly manifest?: string;
    readonly out: string;
}

/** Writes what an agency's own machine needs for its homeserver; secrets are made there, not here. */
export async function generateStack(context: Context, options: GenerateOptions): Promise<void> {
    const { description: file, agency: agencyId, clientHost, out } = options;
    const description = parseStackDescription(readDescription(file));
    if (!description.ok) throw refused(description.error);
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(clientHost)) throw badUsage("usage.host", { host: clientHost });
    const servers =
        options.manifest === undefined
            ? undefined
            : (await readManifest(context, options.manifest, "passed-over")).desired.servers;
    const files = deploymentFiles({
        ...{ description: description.value, agencyId, clientHost },
        policy: options.policy ?? false,
        allow: servers?.allow ?? undefined,
        limits: servers?.limits,
    });
    if (!files.ok) throw refused(files.error);
    const folder = resolve(out);
    for (const [path, text] of files.value) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    }
    const written = [...files.value.keys()].sort();
    context.output.data({ folder, files: written }, written.join("\n"));
}

function readDescription(path: string): unknown {
    try {
        return JSON.parse(readFileSync(path, "utf8"));
    } catch {
        throw badUsage("usage.file", { path });
    }
}

const refused = (error: StackError): CommandFailure =>
    new CommandFailure(error.kind, exitCodes.badUsage, "failure.stack", { message: describeStackError(error) });
