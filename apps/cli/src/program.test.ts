import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { createProgram } from "./program.ts";
import { createWords } from "./words/words.ts";

const program = createProgram(createWords("en"), async () => {});

function* all(command: Command, path: readonly string[] = []): Generator<[string, Command]> {
    yield [[...path, command.name()].join(" "), command];
    for (const child of command.commands) yield* all(child, [...path, command.name()]);
}

describe("the command line", () => {
    it("has the commands of the public interface and no other", () => {
        const leaves = [...all(program)].filter(([, command]) => command.commands.length === 0).map(([name]) => name);
        expect(leaves.map((name) => name.replace("valise ", ""))).toEqual([
            "stack start",
            "stack stop",
            "stack status",
            "stack reset",
            "stack generate",
            "stack fault",
            "login",
            "whoami",
            "verify",
            "logout",
            "rooms",
            "who-can-read",
            "room create",
            "room invite",
            "room join",
            "room leave",
            "room let-in",
            "room export",
            "room open",
            "send",
            "listen",
            "edit",
            "forward",
            "search",
            "delete",
            "plan",
            "apply",
            "import",
            "offboard",
            "leavers",
            ...["create", "lock", "suspend", "reactivate", "end-sessions"].map((n) => `account ${n}`),
            "ldap",
            "audit",
            ...["broadcast", "ack", "coverage"],
            ...["start", "answer", "show"].map((n) => `rollcall ${n}`),
            ...["bag export", "bag import", "weather", "readback"],
            ...["list", "take", "give"].map((n) => `watch ${n}`),
            ...["templates", "open", "close", "publish", "cosign"].map((n) => `crisis ${n}`),
            ...["list", "add", "archive"].map((n) => `log ${n}`),
            "verify-archive",
            "exercise start",
            "exercise stop",
            "exercise status",
            ...["show", "request", "install"].map((n) => `clearance ${n}`),
            ...["issue", "renew", "revoke", "suspend", "reinstate", "list", "requests", "spills", "sign", "audit"].map(
                (n) => `officer ${n}`,
            ),
            ...["reach", "report"].map((n) => `spill ${n}`),
            ...["init", "keep", "certify", "bundle", "verify", "show", "publish"].map((n) => `trust ${n}`),
            "policy serve",
        ]);
    });

    it.each([...all(program)])("%s explains itself and each of its options", (_name, command) => {
        expect(command.description()).not.toBe("");
        for (const option of command.options) expect(option.description, option.flags).not.toBe("");
    });

    it("takes no secret as an argument", () => {
        const flags = [...all(program)].flatMap(([, command]) => command.options.map((option) => option.flags));
        const carriesValue = flags.filter((flag) => flag.includes("<"));
        expect(
            carriesValue.filter((flag) => /password|code|key|token/i.test(flag) && !/<file(\.\.\.)?>/.test(flag)),
        ).toEqual([]);
    });
});
