import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runProgram } from "../testing/runProgram.ts";
import { endApply } from "./provision.ts";

const manifest = `valise: 1
community: crisis
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
accounts:
  - { agency: mfa, user: anna, name: Anna, clearance: FR/DR }
spaces:
  mfa: { agency: mfa, name: Ministry, members: ["agency:mfa"] }
rooms:
  desk:
    agency: mfa
    space: mfa
    name: Desk
    charter: { label: FR/S, admission: cleared, agencies: [mfa] }
`;

describe("plan and apply, before any server is asked", () => {
    let folder: string;
    const write = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text);
    const run = (...args: string[]) => runProgram([...args, "--data", join(folder, "none")]);
    const failure = async (command = "plan") => (await run(command, join(folder, "valise.yaml"))).failure;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "valise-provision-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it.each([
        ["malformed", "valise: 1\nrooms: [\n", "yaml-syntax"],
        ["hostile", `valise: 1\ncommunity: &a [${"*a,".repeat(9)}]\n`, "yaml-alias"],
        ["deep", `valise: 1\ninclude: ${"[".repeat(100_000)}\n`, "yaml-nesting"],
        ["endless", `valise: 1\ninclude: [${"a, ".repeat(300_000)}]\n`, "file-too-large"],
        ["huge", `valise: 1\n#${"x".repeat(20_000_000)}\n`, "file-too-large"],
        [
            "dense",
            `valise: 1\nrooms:\n${Array.from({ length: 20_000 }, (_, n) => `  r${n}: {agency: a, name: b}\n`).join("")}`,
            "file-too-large",
        ],
        ["binary", Uint8Array.from([0xff, 0xfe, 0x00, 0x80]), "not-utf-8"],
    ])("a %s manifest ends with 2, soon, by its rule", async (_what, text, rule) => {
        write("valise.yaml", text);
        const begunMs = performance.now();
        for (const command of ["plan", "apply"]) {
            expect(await failure(command)).toMatchObject({ code: rule, exitCode: 2, details: { file: "valise.yaml" } });
        }
        expect(performance.now() - begunMs).toBeLessThan(4000);
    });

    it("a manifest that is not there, or is a folder, ends with 2", async () => {
        expect(await failure()).toMatchObject({ code: "file-unreadable", exitCode: 2 });
        mkdirSync(join(folder, "valise.yaml"));
        expect(await failure()).toMatchObject({ code: "file-unreadable", exitCode: 2 });
    });

    it("an unsafe wish ends with 3, its rule and its place", async () => {
        write("valise.yaml", manifest.replace("label: FR/S", "label: FR/TS"));
        expect(await failure()).toMatchObject({
            code: "label-above-agency-ceiling",
            exitCode: 3,
            details: { line: 14, column: 23 },
        });
    });

    it("a link out of the folder is not followed", async () => {
        const outside = mkdtempSync(join(tmpdir(), "valise-outside-"));
        writeFileSync(join(outside, "more.yaml"), "valise: 1\n");
        symlinkSync(join(outside, "more.yaml"), join(folder, "more.yaml"));
        write("valise.yaml", manifest.replace("community: crisis", "community: crisis\ninclude: [more.yaml]"));
        expect(await failure()).toMatchObject({ code: "file-outside", exitCode: 2, details: { file: "more.yaml" } });
        rmSync(outside, { recursive: true });
    });

    it("says what a person would read, and that no server is managed from here", async () => {
        write("valise.yaml", manifest);
        const { data } = await run("plan", join(folder, "valise.yaml"), "--who", "@anna:mfa.example");
        expect(data).toMatchObject({
            rooms: [
                { key: "rooms/desk", label: "FR/S", membership: "may-join", reads: "no" },
                { key: "spaces/mfa", label: null, membership: "member", reads: "yes" },
            ],
        });
        expect(await failure()).toMatchObject({ exitCode: 2, words: "usage.noManagedServer" });
        const elsewhere = await run("plan", join(folder, "valise.yaml"), "--server", "mfa=http://mfa.example");
        expect(elsewhere.failure).toMatchObject({ exitCode: 2, words: "usage.plainHttp" });
    });
});

it("an apply that a server refused a part of ends with 1; what no apply says again is left to a person", () => {
    const empty = { create: [], change: [], replace: [], destroy: [], access: [], drift: [], kept: [], signatures: [] };
    const report = (...keys: string[]) => ({
        ...{ left: { ...empty, waits: [], reminders: [], refusals: [], steps: [] } },
        troubles: keys.map((key) => {
            const failure = { kind: "refused", status: 403, errcode: null } as const;
            return { agency: "mfa", key, failure };
        }),
        ...{ invitations: { sent: [], notSent: [], unknown: [], waiting: [] }, reminders: { sent: [], notSent: [] } },
    });
    const ended = (...keys: string[]) => {
        try {
            endApply(report(...keys), false);
            return "done";
        } catch (failure) {
            return failure;
        }
    };
    const refused = { code: "partner-trouble", exitCode: 1 };
    expect(ended()).toBe("done");
    expect(ended("rooms/a", "rooms/a")).toMatchObject({
        ...refused,
        words: "apply.troubles",
        values: { keys: "rooms/a" },
    });
    const mixed = ended("rooms/a", "accounts/@luc:mfa.example");
    expect(mixed).toMatchObject({ ...refused, words: "apply.untold", values: { users: "@luc:mfa.example" } });
});
