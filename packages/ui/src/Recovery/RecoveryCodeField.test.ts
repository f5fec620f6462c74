import { describe, expect, it } from "vitest";
import { groupRecoveryInput } from "./RecoveryCodeField.tsx";

const type = (text: string): string => [...text].reduce((value, key) => groupRecoveryInput(value, value + key), "");

describe("typing a recovery code", () => {
    it("groups by four as one types, in capitals", () => {
        expect(type("k7qd2mwx9")).toBe("K7QD 2MWX 9");
        expect(type("k7qd 2mwx")).toBe("K7QD 2MWX");
    });

    it("takes a pasted code with any spaces, dashes or lines", () => {
        expect(groupRecoveryInput("", " k7qd-2mwx\n94tb  hf3n ")).toBe("K7QD 2MWX 94TB HF3N");
    });

    it("leaves the spaces alone while one deletes or edits in the middle", () => {
        expect(groupRecoveryInput("K7QD 2MWX", "K7QD 2MW")).toBe("K7QD 2MW");
        expect(groupRecoveryInput("K7QD 2MWX", "K7D 2MWX")).toBe("K7D 2MWX");
        expect(groupRecoveryInput("K7D 2MWX", "K7qD 2MWX")).toBe("K7QD 2MWX");
    });
});
