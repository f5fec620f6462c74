import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestUser } from "@valise/homeserver";

/** What a person would have seen on the killed screen, line by line. */
export interface SeenLine {
    readonly shown?: string;
    readonly queued?: string;
    readonly sent?: string;
    readonly done?: boolean;
    readonly ready?: boolean;
}

export interface SenderChild {
    readonly seen: readonly SeenLine[];
    /** Resolves with the exit code; null when it was killed. */
    readonly ended: Promise<number | null>;
    /** Resolves when so many lines have been seen, or the process has ended. */
    sawLines(count: number): Promise<void>;
    kill(): void;
}

const children = new Set<ChildProcess>();

/** For the end of every test: one that failed must leave no process behind. */
export function killSenders(): void {
    for (const child of children) child.kill("SIGKILL");
}

export function startSender(profileDir: string, user: TestUser, ...action: string[]): SenderChild {
    const serverName = user.userId.split(":")[1] ?? "";
    const script = join(import.meta.dirname, "senderProcess.ts");
    const child: ChildProcess = spawn(
        process.execPath,
        [script, profileDir, serverName, user.clientUrl, user.userId, user.passwordFile, ...action],
        { stdio: ["ignore", "pipe", "inherit"] },
    );
    children.add(child);
    child.once("close", () => children.delete(child));
    const seen: SeenLine[] = [];
    let changed = () => {};
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
        seen.push(JSON.parse(line) as SeenLine);
        changed();
    });
    const ended = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
    return {
        seen,
        ended,
        sawLines: (count) => {
            const enough = new Promise<void>((done) => {
                changed = () => seen.length >= count && done();
                changed();
            });
            return Promise.race([enough, ended.then(() => {})]);
        },
        kill: () => child.kill("SIGKILL"),
    };
}
