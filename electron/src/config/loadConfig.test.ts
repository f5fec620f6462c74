import { describe, expect, it } from "vitest";
import { chooseConfigFile, loadConfig } from "./loadConfig.ts";

const sources = {
    isPackaged: true,
    managedFile: "/etc/valise/config.json",
    fromArguments: "/home/a/c.json",
    fromEnvironment: "/env.json",
};
const there = () => true;
const nothing = () => false;

describe("chooseConfigFile", () => {
    it("lets nobody past the administrator's file in an installed app", () => {
        expect(chooseConfigFile(sources, there)).toBe("/etc/valise/config.json");
    });

    it("takes --config in an installed app without one, and never the environment", () => {
        expect(chooseConfigFile(sources, nothing)).toBe("/home/a/c.json");
        expect(chooseConfigFile({ ...sources, fromArguments: null }, nothing)).toBeNull();
    });

    it("lets a developer choose", () => {
        const developing = { ...sources, isPackaged: false };
        expect(chooseConfigFile(developing, there)).toBe("/home/a/c.json");
        expect(chooseConfigFile({ ...developing, fromArguments: null }, there)).toBe("/env.json");
    });
});

describe("loadConfig", () => {
    it("names the file it could not read", () => {
        const from = { isPackaged: false, managedFile: "/none", fromArguments: "/none/c.json", fromEnvironment: null };
        expect(loadConfig(from)).toEqual({ ok: false, error: { kind: "unreadable", file: "/none/c.json" } });
        expect(loadConfig({ ...from, fromArguments: null })).toEqual({ ok: false, error: { kind: "no-config" } });
    });
});
