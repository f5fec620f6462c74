import { join } from "node:path";
import { ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import type { Runtime } from "../runtime/ensureRuntime.ts";
import { findPrograms } from "../scale/findPrograms.ts";
import { scaleFiles } from "../scale/scaleFiles.ts";
import { workerRoles } from "../scale/workers.ts";
import { writeScaleFiles } from "../scale/writeScaleFiles.ts";
import type { HomeserverConfigInput } from "../synapse/homeserverConfig.ts";
import { writeAgencyFiles } from "../synapse/writeAgencyFiles.ts";
import type { AgencyLayout } from "./layout.ts";

export type StackProfile = "embedded" | "scale";

/** How the homeservers of a stack are made of processes. Everything else about a stack is the same in each. */
export interface Profile {
    readonly name: StackProfile;
    writeFiles(input: HomeserverConfigInput, runtime: Runtime, dataDir: string): void;
    /** What Python runs for one agency: it ends with its standard input, and so does all it started. */
    launch(files: AgencyLayout, runtime: Runtime): readonly string[];
}

/** Refused when the machine lacks a program that the profile needs. */
export function openProfile(name: StackProfile): Result<Profile, StackError> {
    if (name === "embedded") return ok(embedded);
    const programs = findPrograms();
    if (!programs.ok) return programs;
    return ok({
        name,
        writeFiles(input, runtime, dataDir) {
            const { files } = input;
            const group = { runtime, programs: programs.value, files, dataDir };
            writeScaleFiles(input, { ...group, scale: scaleFiles(files), roles: workerRoles });
        },
        launch: (files, { pythonDir }) => [join(pythonDir, "run_group.py"), scaleFiles(files).groupFile],
    });
}

const embedded: Profile = {
    name: "embedded",
    writeFiles: (input) => writeAgencyFiles(input),
    launch: (files, { pythonDir }) => [join(pythonDir, "run_synapse.py"), "-c", files.configFile],
};
