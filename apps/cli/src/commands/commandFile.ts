import { readFileSync } from "node:fs";
import type { AgencyCommand } from "@valise/bridge";
import { z } from "zod";

const schema = z.strictObject({
    command: z.tuple([z.string().startsWith("/").max(4096)], z.string().max(4096)),
    timeoutS: z.int().min(1).max(120).default(20),
});

/** A command that an agency's administrator configured; `undefined` when the file names none. */
export function readCommandFile(path: string): AgencyCommand | undefined {
    try {
        return schema.parse(JSON.parse(readFileSync(path, "utf8")));
    } catch {
        return undefined;
    }
}
