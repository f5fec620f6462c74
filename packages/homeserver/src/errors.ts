/**
 * Everything that can go wrong while a stack is installed, started or run. The kinds are public: callers translate them.
 * `detail` and `logTail` come from foreign programs (pip, Synapse) and are shown as they are.
 */
export type StackError =
    | { readonly kind: "python-missing"; readonly tried: readonly string[] }
    | { readonly kind: "python-too-old"; readonly found: string; readonly needed: string }
    | { readonly kind: "venv-missing"; readonly python: string; readonly detail: string }
    | { readonly kind: "packages-unreachable"; readonly detail: string }
    | { readonly kind: "packages-refused"; readonly detail: string }
    | { readonly kind: "runtime-busy"; readonly waitedMs: number }
    | { readonly kind: "programs-missing"; readonly packages: readonly string[] }
    | { readonly kind: "profile-differs"; readonly dataDir: string; readonly made: string; readonly asked: string }
    | { readonly kind: "port-taken"; readonly port: number }
    | { readonly kind: "disk-full"; readonly path: string }
    | { readonly kind: "data-folder-unwritable"; readonly path: string }
    | { readonly kind: "data-folder-corrupted"; readonly path: string; readonly reason: string }
    | { readonly kind: "description-invalid"; readonly path: string; readonly reason: string }
    | { readonly kind: "certificates-failed"; readonly detail: string }
    | {
          readonly kind: "homeserver-died";
          readonly agency: string;
          readonly exit: string;
          readonly logFile: string;
          readonly logTail: readonly string[];
      }
    | {
          readonly kind: "homeserver-silent";
          readonly agency: string;
          readonly waitedMs: number;
          readonly logFile: string;
          readonly logTail: readonly string[];
      }
    | { readonly kind: "account-refused"; readonly userId: string; readonly status: number; readonly code: string }
    | { readonly kind: "cancelled" }
    | { readonly kind: "stack-already-running"; readonly pid: number; readonly dataDir: string };

export type StackErrorKind = StackError["kind"];

/** Thrown by the few functions whose callers cannot go on (tests, `await using`); carries the value. */
export class StackFailure extends Error {
    readonly error: StackError;
    constructor(error: StackError) {
        super(describeStackError(error));
        this.name = "StackFailure";
        this.error = error;
    }
}

const EXIT_CODES: Readonly<Record<StackErrorKind, number>> = {
    "python-missing": 10,
    "python-too-old": 11,
    "venv-missing": 12,
    "packages-unreachable": 13,
    "packages-refused": 14,
    "runtime-busy": 15,
    "port-taken": 16,
    "disk-full": 17,
    "data-folder-unwritable": 18,
    "data-folder-corrupted": 19,
    "description-invalid": 2,
    "certificates-failed": 20,
    "homeserver-died": 21,
    "homeserver-silent": 22,
    "account-refused": 23,
    "stack-already-running": 24,
    "programs-missing": 25,
    "profile-differs": 26,
    // As a shell reports a program that SIGINT ended.
    cancelled: 130,
};

/** The exit code of a program that ends with this error; each situation has its own, from 10 up. */
export function stackExitCode(error: StackError): number {
    return EXIT_CODES[error.kind];
}

/** One English sentence (with the last log lines where there are any): what happened and what to do next. */
export function describeStackError(error: StackError): string {
    switch (error.kind) {
        case "python-missing":
            return `No Python was found (tried ${error.tried.join(", ")}). Install Python 3.10 or newer.`;
        case "python-too-old":
            return `Python ${error.found} is too old: ${error.needed} or newer is needed.`;
        case "venv-missing":
            return `This Python (${error.python}) cannot make a virtual environment; on Debian install python3-venv. ${error.detail}`;
        case "packages-unreachable":
            return `The Python package index cannot be reached, so Synapse is not installed. Check the network or the proxy settings of pip. ${error.detail}`;
        case "packages-refused":
            return `Synapse was not installed: pip found no matching file, or one whose hash is not the pinned one. ${error.detail}`;
        case "runtime-busy":
            return `Another process has been installing Synapse for ${seconds(error.waitedMs)}. Wait for it or stop it.`;
        case "programs-missing":
            return `The scaled-out profile needs ${error.packages.join(", ")}. As root on Debian: apt-get install -y ${error.packages.join(" ")}`;
        case "profile-differs":
            return `The data folder ${error.dataDir} was made with the profile ${error.made}, not ${error.asked}. Use another folder, or start anew with a reset.`;
        case "port-taken":
            return `Port ${error.port} on 127.0.0.1 is taken by another program.`;
        case "disk-full":
            return `No space is left on the disk that holds ${error.path}.`;
        case "data-folder-unwritable":
            return `The data folder ${error.path} cannot be written.`;
        case "data-folder-corrupted":
            return `The data folder is damaged: ${error.path} (${error.reason}). Nothing was changed. Restore it, or start anew with a reset.`;
        case "description-invalid":
            return `The description of the stack is not valid at ${error.path}: ${error.reason}.`;
        case "certificates-failed":
            return `The certificates could not be made. ${error.detail}`;
        case "homeserver-died":
            return `The homeserver of ${error.agency} ended (${error.exit}). Its log is ${error.logFile}; the last lines:\n${indent(error.logTail)}`;
        case "homeserver-silent":
            return `The homeserver of ${error.agency} has not answered for ${seconds(error.waitedMs)}. Its log is ${error.logFile}; the last lines:\n${indent(error.logTail)}`;
        case "account-refused":
            return `The homeserver refused the account ${error.userId} (HTTP ${error.status}, ${error.code}).`;
        case "cancelled":
            return "Cancelled before the stack was ready; nothing is left running.";
        case "stack-already-running":
            return `A stack with the data folder ${error.dataDir} is already running (process ${error.pid}).`;
    }
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
const indent = (lines: readonly string[]): string => lines.map((line) => `    ${line}`).join("\n");
