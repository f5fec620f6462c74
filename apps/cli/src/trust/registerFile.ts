import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { appendEntries, emptyRegister, type Register, type RegisterEvent, readRegister } from "@valise/clearance/desk";
import { createFileLock } from "@valise/matrix/node";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import type { ClearanceTools } from "./clearanceTools.ts";
import { appendTextFile, readTextIfThere } from "./textFiles.ts";

/** An officer's register, held by one command at a time. */
export interface RegisterFile extends Disposable {
    readonly register: Register;
    /** On the disk when it resolves. */
    append(events: readonly RegisterEvent[]): Promise<void>;
}

/** Reads a register and its hash chain; a broken one ends the command (exit code 3) and is not touched. */
export async function readRegisterFile(path: string, { crypto }: ClearanceTools): Promise<Register> {
    const text = readTextIfThere(path);
    if (text === undefined) return emptyRegister;
    const read = await readRegister(text, crypto);
    if (read.ok) return read.value;
    const { line, reason } = read.error;
    throw new CommandFailure(`register-${reason}`, exitCodes.refused, "failure.register", { path, line });
}

export async function openRegisterFile(path: string, by: string, tools: ClearanceTools): Promise<RegisterFile> {
    const held = await createFileLock(`${path}.lock`).acquire(30_000);
    if (!held.ok) throw new CommandFailure("register-in-use", exitCodes.failed, "failure.registerInUse", { path });
    try {
        let register = await readRegisterFile(path, tools);
        return {
            get register() {
                return register;
            },
            async append(events) {
                const appended = await appendEntries(register, events, { atS: tools.nowS(), by }, tools.crypto);
                appendTextFile(path, appended.lines);
                register = appended.register;
            },
            [Symbol.dispose]: () => held.value[Symbol.dispose](),
        };
    } catch (error) {
        held.value[Symbol.dispose]();
        throw error;
    }
}

/** Reads registers again and again; a file that has not changed is not read twice. */
export function createRegisterReader(
    paths: readonly string[],
    tools: ClearanceTools,
): () => Promise<readonly Register[]> {
    const read = new Map<string, { readonly stamp: string; readonly register: Register }>();
    const readOne = async (path: string) => {
        const stats = statSync(path, { throwIfNoEntry: false });
        const stamp = stats === undefined ? "-" : `${stats.mtimeMs}:${stats.size}`;
        const before = read.get(path);
        if (before?.stamp === stamp) return before.register;
        const register = await readRegisterFile(path, tools);
        read.set(path, { stamp, register });
        return register;
    };
    return () => Promise.all(paths.map(readOne));
}

/** Registers of the agency's other officers, copied into the desk's folder `registers`: their indexes are taken too. */
export async function readOtherRegisters(deskDir: string, tools: ClearanceTools): Promise<Register[]> {
    const folder = join(deskDir, "registers");
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
    return Promise.all(names.map((name) => readRegisterFile(join(folder, name), tools)));
}
