import { describe, expect, it } from "vitest";
import { describeStackError, type StackError, stackExitCode } from "./errors.ts";

const log = { agency: "mfa", logFile: "/data/homeserver.log", logTail: ["first", "last"] };
const every: { readonly [Kind in StackError["kind"]]: Extract<StackError, { kind: Kind }> } = {
    "python-missing": { kind: "python-missing", tried: ["python3"] },
    "python-too-old": { kind: "python-too-old", found: "3.9.2", needed: "3.10" },
    "venv-missing": { kind: "venv-missing", python: "python3", detail: "ensurepip is not available" },
    "packages-unreachable": { kind: "packages-unreachable", detail: "connection refused" },
    "packages-refused": { kind: "packages-refused", detail: "hashes differ" },
    "runtime-busy": { kind: "runtime-busy", waitedMs: 5_000 },
    "programs-missing": { kind: "programs-missing", packages: ["redis-server"] },
    "profile-differs": { kind: "profile-differs", dataDir: "/d", made: "embedded", asked: "scale" },
    "port-taken": { kind: "port-taken", port: 18_008 },
    "disk-full": { kind: "disk-full", path: "/data" },
    "data-folder-unwritable": { kind: "data-folder-unwritable", path: "/data" },
    "data-folder-corrupted": { kind: "data-folder-corrupted", path: "/data/x.db", reason: "no database" },
    "description-invalid": { kind: "description-invalid", path: "agencies.0", reason: "missing" },
    "certificates-failed": { kind: "certificates-failed", detail: "" },
    "homeserver-died": { kind: "homeserver-died", exit: "exit code 1", ...log },
    "homeserver-silent": { kind: "homeserver-silent", waitedMs: 120_000, ...log },
    "account-refused": { kind: "account-refused", userId: "@a:mfa.example", status: 400, code: "M_UNKNOWN" },
    cancelled: { kind: "cancelled" },
    "stack-already-running": { kind: "stack-already-running", pid: 4_711, dataDir: "/data" },
};

describe("stack errors", () => {
    it("each have an exit code of their own, none of which means something else on the command line", () => {
        const codes = Object.values(every).map(stackExitCode);
        expect(new Set(codes).size).toBe(codes.length);
        for (const code of [0, 1, 3, 4]) expect(codes).not.toContain(code);
    });

    it.each(Object.values(every))("$kind is a sentence with its data", (error) => {
        const sentence = describeStackError(error);
        expect(sentence).toMatch(/^[A-Z].*/);
        expect(sentence).not.toMatch(/undefined|\[object/);
    });

    it("of a dead server end with its last lines", () => {
        expect(describeStackError(every["homeserver-died"])).toMatch(/\n {4}first\n {4}last$/);
    });
});
