import { demoMarkings } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { broughtScan } from "./createBroughtScan.ts";
import { createBroughtViewModel } from "./createBroughtViewModel.ts";
import { findBrought } from "./findBrought.ts";

const room = demoMarkings.frDr;

describe("a marking in what is brought in", () => {
    it("is named with its line where the room may not hold it, and only there", () => {
        expect(findBrought("Dear all,\nSECRET\nnames", room)).toEqual({
            kind: "marking",
            line: 2,
            text: "FR · SECRET",
        });
        expect(findBrought("(DR) 412 nationals", demoMarkings.frS)).toBeNull();
        expect(findBrought("the secret of success", room)).toBeNull();
    });

    it("that only looks like one is told as such", () => {
        expect(findBrought("\u0405ECRET", room)).toMatchObject({ kind: "look-alike", line: 1 });
    });

    it("counts in a room without a label as soon as it is above its policy's lowest", () => {
        expect(findBrought("NON PROTÉGÉ\nprogramme", null)).toBeNull();
        expect(findBrought("DIFFUSION RESTREINTE", null)?.text).toBe("FR · DIFFUSION RESTREINTE");
    });

    it("is looked for in text files, by their first quarter of a megabyte", async () => {
        const files = [
            new File(["SECRET\n"], "a.txt", { type: "text/plain" }),
            new File(["SECRET\n"], "b.png", { type: "image/png" }),
        ];
        expect(await broughtScan.files(files, room)).toEqual([{ name: "a.txt", marking: "FR · SECRET" }]);
    });
});

describe("the warning above the composer", () => {
    const set = (draft: string) => {
        const state = { draft };
        const composer = {
            getState: () => state as never,
            changeDraft: (next: string) => {
                state.draft = next;
            },
        };
        return { state, brought: createBroughtViewModel(broughtScan, composer, () => room) };
    };

    it("stands from the paste on, goes when nothing is found, and takes the text out again when asked", async () => {
        const { state, brought } = set("Before SECRET\nnames after");
        const looking = brought.look("SECRET\r\nnames");
        expect(brought.getState()).toEqual({ kind: "checking" });
        await looking;
        expect(brought.getState()).toMatchObject({ kind: "marking", text: "FR · SECRET" });
        brought.remove();
        expect(state.draft).toBe("Before  after");
        expect(brought.getState()).toBeNull();
        await brought.look("Nothing special");
        expect(brought.getState()).toBeNull();
    });

    it("is not answered by a second, harmless paste", async () => {
        const { brought } = set("");
        await brought.look("SECRET");
        await brought.look("And more");
        expect(brought.getState()).toMatchObject({ kind: "marking" });
        brought.keep();
        expect(brought.getState()).toBeNull();
    });
});
