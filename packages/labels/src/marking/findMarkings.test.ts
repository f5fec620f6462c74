import { describe, expect, it } from "vitest";
import { registry } from "../../test/registry.ts";
import { formatLabel } from "../label/notation.ts";
import { findMarkings } from "./findMarkings.ts";

const found = (text: string) =>
    findMarkings(text, registry).map(({ kind, line, candidates }) => ({
        kind,
        line,
        candidates: candidates.map((candidate) => formatLabel(candidate, registry)),
    }));

describe("findMarkings", () => {
    it("finds whole marked lines and portion marks", () => {
        expect(found("NATO SECRET\n\n(CTS) first\r\nplain\nFR · DIFFUSION RESTREINTE")).toEqual([
            { kind: "marking", line: 1, candidates: ["NATO/S"] },
            { kind: "marking", line: 3, candidates: ["NATO/TS"] },
            { kind: "marking", line: 5, candidates: ["FR/DR"] },
        ]);
    });

    it("names every policy that the words may belong to", () => {
        expect(found("SECRET")).toEqual([{ kind: "marking", line: 1, candidates: ["FR/S", "UK/S", "US/S"] }]);
    });

    it("warns of lines drawn like a marking", () => {
        for (const line of ["NATO S\u0415CRET", "NATO SEC\u200bRET", "\uff2e\uff21\uff34\uff2f SECRET"])
            expect(found(line)).toEqual([{ kind: "look-alike", line: 1, candidates: ["NATO/S"] }]);
    });

    it("leaves ordinary text alone", () => {
        expect(found("The secret is out (see below).\nTop secret plans were discussed\n(a) first point")).toEqual([]);
    });

    it("finds a portion mark before a long paragraph, and one on the last line of many", () => {
        expect(found(`(CTS) ${"word ".repeat(400)}`)).toEqual([{ kind: "marking", line: 1, candidates: ["NATO/TS"] }]);
        expect(found(`${"text\n".repeat(3000)}COSMIC TOP SECRET`)).toMatchObject([{ line: 3001 }]);
        expect(found("(\u0421TS) forged")).toEqual([{ kind: "look-alike", line: 1, candidates: ["NATO/TS"] }]);
    });

    it("copes with a megabyte on one line", () => {
        expect(found("A".repeat(1_000_000))).toEqual([]);
    });
});
