import { describe, expect, it } from "vitest";
import { rolesIn } from "./openRoom.ts";

const roles = ["mfa", "mod"].map((id) => ({ agency: `urn:valise:agency:${id}`, role: "OPS", required: true }));

describe("a role to leave out", () => {
    it("is of every agency that has it, or of the one that is named", () => {
        expect(rolesIn({ roles }, "OPS").map(({ agency }) => agency)).toEqual(roles.map(({ agency }) => agency));
        expect(rolesIn({ roles }, "mod/OPS")).toEqual([{ agency: "urn:valise:agency:mod", role: "OPS" }]);
    });

    it("is of the plan: a slip of the pen does not call somebody who was to be left out", () => {
        for (const said of ["ops", "intel/OPS", ""])
            expect(() => rolesIn({ roles }, said)).toThrow(expect.objectContaining({ exitCode: 2 }));
    });
});
