import { describe, expect, it } from "vitest";
import { openClearance, sealClearance } from "./sealedClearance.ts";

const SEED = btoa("0123456789abcdef0123456789abcdef");
const ANNA = "@anna:mfa.example";

describe("a clearance in account data", () => {
    it("opens for the same identity and account, and shows nothing to anyone else", async () => {
        const sealed = await sealClearance("eyJ.eyJ.sig~WyJ~", SEED, ANNA);
        expect(JSON.stringify(sealed)).not.toContain("eyJ");
        expect(await openClearance({ ...sealed }, SEED, ANNA)).toBe("eyJ.eyJ.sig~WyJ~");
        expect(await openClearance({ ...sealed }, SEED.replace("M", "N"), ANNA)).toBeNull();
        expect(await openClearance({ ...sealed }, SEED, "@ben:mfa.example")).toBeNull();
    });

    it("that was altered, or is something else, opens as nothing", async () => {
        const sealed = await sealClearance("text", SEED, ANNA);
        const altered = { ...sealed, sealed: (sealed.sealed.startsWith("A") ? "B" : "A") + sealed.sealed.slice(1) };
        expect(await openClearance(altered, SEED, ANNA)).toBeNull();
        expect(await openClearance({ ...sealed, v: 2 }, SEED, ANNA)).toBeNull();
        expect(await openClearance({ ...sealed, iv: "***" }, SEED, ANNA)).toBeNull();
        expect(await openClearance({}, SEED, ANNA)).toBeNull();
    });
});
