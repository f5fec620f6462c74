import { describe, expect, it } from "vitest";
import { agencySchema } from "./contract.ts";

const agency = { id: "mfa", name: "Foreign Ministry", serverName: "mfa.example", clientUrl: "https://mfa.example" };
const flash = { sounds: true, repeatS: 20, raisesWindow: true, throughDoNotDisturb: false };
const isTaken = (alarms: unknown) => agencySchema.safeParse({ ...agency, alarms }).success;

describe("an agency's alarm policy", () => {
    it("says for each precedence what it does, or leaves it as it is", () => {
        expect(isTaken(undefined)).toBe(true);
        expect(isTaken({})).toBe(true);
        expect(isTaken({ FLASH: flash, IMMEDIATE: null, PRIORITY: { ...flash, sounds: false, repeatS: null } })).toBe(
            true,
        );
    });

    it.each([
        ["that silences a FLASH", { FLASH: { ...flash, sounds: false } }],
        ["whose FLASH leaves the window where it is", { FLASH: { ...flash, raisesWindow: false } }],
        ["whose FLASH sounds once", { FLASH: { ...flash, repeatS: null } }],
        ["whose FLASH sounds seldom", { FLASH: { ...flash, repeatS: 61 } }],
        ["without a FLASH", { FLASH: null }],
        ["with an unknown precedence", { CRITIC: flash }],
        ["with an unknown member", { IMMEDIATE: { ...flash, volume: 1 } }],
    ])("%s is refused", (_what, alarms) => {
        expect(isTaken(alarms)).toBe(false);
    });
});
