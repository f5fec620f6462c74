import { describe, expect, it } from "vitest";
import { editCsv } from "./editCsv.ts";

const text = '\ufeffuser,name,state\r\nana,"Lemos, Ana",\r\nluc,Luc Petit,locked\r\n';

describe("an account file", () => {
    it("has one cell said otherwise, and nothing else", () => {
        expect(editCsv(text, 2, "state", "locked")).toBe(text.replace('Ana",', 'Ana",locked'));
        expect(editCsv(text, 2, "name", "Ana Lemos")).toBe(text.replace('"Lemos, Ana"', "Ana Lemos"));
        expect(editCsv(text, 3, "name", 'Petit, "Luc"')).toBe(text.replace("Luc Petit", '"Petit, ""Luc"""'));
        expect(editCsv("user,name\na,A", 2, "name", "B")).toBe("user,name\na,B");
    });

    it("is left alone where it has no such column or line, or a row of several lines", () => {
        expect(editCsv(text, 2, "listed", "no")).toBeNull();
        expect(editCsv(text, 1, "name", "x")).toBeNull();
        expect(editCsv(text, 9, "name", "x")).toBeNull();
        expect(editCsv('user,name\na,"A\nB"\n', 2, "name", "x")).toBeNull();
        expect(editCsv('user,name\na,A"B\n', 2, "name", "x")).toBeNull();
        expect(editCsv("who,name\na,A\n", 2, "name", "x")).toBeNull();
        expect(editCsv("", 2, "name", "x")).toBeNull();
    });
});
