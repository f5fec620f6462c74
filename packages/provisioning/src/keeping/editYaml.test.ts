import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { editYaml, type YamlEdit } from "./editYaml.ts";

const text = `# by hand
valise: 1
rooms:
  lunch: { agency: mfa, name: Lunch, members: ["agency:mfa"] } # in one line
  desk:
    agency: mfa # whose
    name: "Desk, East"
    members:
      - claire # leads
      - idris
    moderators: []
accounts:
  - user: ana
    agency: mfa
`;

describe("a manifest's text", () => {
    it.each<[string, YamlEdit, string, string]>([
        [
            "has a value replaced where it stands",
            { op: "set", path: ["rooms", "desk", "name"], value: "Desk: North" },
            '    name: "Desk, East"\n',
            '    name: "Desk: North"\n',
        ],
        [
            "gets a member in braces",
            { op: "set", path: ["rooms", "lunch", "retention"], value: "30d" },
            "agency: mfa, name: Lunch",
            "agency: mfa, retention: 30d, name: Lunch",
        ],
        [
            "gets a member on a line of its own, comments kept",
            { op: "set", path: ["rooms", "desk", "retention"], value: "30d" },
            "    agency: mfa # whose\n",
            "    agency: mfa # whose\n    retention: 30d\n",
        ],
        [
            "gets what is deeper than it went",
            { op: "set", path: ["rooms", "desk", "rotation", "period"], value: "24h" },
            "    agency: mfa # whose\n",
            "    agency: mfa # whose\n    rotation: { period: 24h }\n",
        ],
        [
            "gets an entry in a list of lines",
            { op: "add", path: ["rooms", "desk", "members"], value: "@paul:mod.example" },
            "      - claire",
            '      - "@paul:mod.example"\n      - claire',
        ],
        [
            "gets an entry in a list in brackets",
            { op: "add", path: ["rooms", "lunch", "members"], value: "luc" },
            '["agency:mfa"]',
            '[luc, "agency:mfa"]',
        ],
        [
            "gets an entry in an empty list",
            { op: "add", path: ["rooms", "desk", "moderators"], value: "luc" },
            "moderators: []",
            "moderators: [luc]",
        ],
        [
            "gets a list that was not there",
            { op: "add", path: ["rooms", "lunch", "moderators"], value: "luc" },
            "agency: mfa, name: Lunch",
            "agency: mfa, moderators: [luc], name: Lunch",
        ],
        [
            "loses an entry with its line",
            { op: "remove", path: ["rooms", "desk", "members"], value: "claire" },
            "      - claire # leads\n",
            "",
        ],
        [
            "loses the only entry",
            { op: "remove", path: ["rooms", "lunch", "members"], value: "agency:mfa" },
            '["agency:mfa"]',
            "[]",
        ],
        [
            "gets a member in an entry of a list",
            { op: "set", path: ["accounts", 0, "state"], value: "locked" },
            "  - user: ana\n",
            "  - user: ana\n    state: locked\n",
        ],
        [
            "is quoted where a word could be taken for something else",
            { op: "set", path: ["rooms", "desk", "name"], value: "true" },
            '    name: "Desk, East"\n',
            '    name: "true"\n',
        ],
    ])("%s", (_what, edit, before, after) => {
        expect(editYaml(text, edit)).toBe(text.replace(before, after));
    });

    it("keeps the line ends it has", () => {
        const windows = text.replaceAll("\n", "\r\n");
        const made = editYaml(windows, { op: "set", path: ["rooms", "desk", "retention"], value: "30d" });
        expect(made).toBe(windows.replace("# whose\r\n", "# whose\r\n    retention: 30d\r\n"));
        const less = editYaml(windows, { op: "remove", path: ["rooms", "desk", "members"], value: "claire" });
        expect(parse(less ?? "")).toMatchObject({ rooms: { desk: { members: ["idris"] } } });
    });

    it("is left alone where it is written in another way, or says no such thing", () => {
        const folded = "rooms:\n  desk:\n    name: >-\n      Desk\n";
        expect(editYaml(folded, { op: "set", path: ["rooms", "desk", "name"], value: "x" })).toBeNull();
        expect(editYaml(folded, { op: "set", path: ["rooms", "desk", "retention"], value: "x" })).toBeNull();
        expect(editYaml(text, { op: "remove", path: ["rooms", "desk", "members"], value: "nobody" })).toBeNull();
        expect(editYaml(text, { op: "add", path: ["rooms", "desk", "name"], value: "x" })).toBeNull();
        expect(editYaml("", { op: "set", path: ["rooms", "desk", "name"], value: "x" })).toBeNull();
    });
});
