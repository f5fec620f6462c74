import { expect, it } from "vitest";
import { decideRecovery } from "./decideRecovery.ts";

it("reloads a page that crashed a few times, and gives up when it keeps crashing", () => {
    expect(decideRecovery([0], 0)).toBe("reload");
    expect(decideRecovery([0, 1_000, 2_000], 2_000)).toBe("reload");
    expect(decideRecovery([0, 1_000, 2_000, 3_000], 3_000)).toBe("give-up");
});

it("forgets crashes of long ago", () => {
    expect(decideRecovery([0, 1_000, 2_000, 120_000], 120_000)).toBe("reload");
});
