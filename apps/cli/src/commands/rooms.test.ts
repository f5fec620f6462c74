import type { UserId } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { requireAllInvited } from "./rooms.ts";

describe("invitations", () => {
    it("end the command with exit code 1 and the names of those who could not be invited", () => {
        const ask = () => requireAllInvited(["@lena:intel.example", "@paul:mod.example"] as UserId[]);
        expect(ask).toThrow(
            expect.objectContaining({
                code: "not-invited",
                exitCode: 1,
                values: { users: "@lena:intel.example, @paul:mod.example" },
            }),
        );
    });

    it("end nothing when all were invited", () => {
        expect(() => requireAllInvited([])).not.toThrow();
    });
});
