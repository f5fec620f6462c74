import { describe, expect, it } from "vitest";
import { parseWishRows } from "./parseWishRows.ts";

describe("a file of clearances to issue", () => {
    it("is read with quotes, in any order of columns, with empty lines and a byte order mark", () => {
        const text =
            '\ufeffclearance,user,roles,identity_code,until\r\n"FR/S REL=FRA,DEU",@a:x.example,CRISIS ADMIT,AAAA BBBB,2027-01-14\r\n\r\nFR/NP,@b:x.example,,,\r\n';
        expect(parseWishRows(text)).toEqual({
            ok: true,
            value: [
                {
                    ...{ line: 2, userId: "@a:x.example", want: "FR/S REL=FRA,DEU", roles: ["CRISIS", "ADMIT"] },
                    ...{ identityCode: "AAAA BBBB", until: "2027-01-14" },
                },
                { line: 4, userId: "@b:x.example", want: "FR/NP", roles: [], identityCode: null, until: null },
            ],
        });
        expect(parseWishRows("user,clearance\n@a:x.example,FR/NP")).toMatchObject({ ok: true });
        expect(parseWishRows('user,clearance\n@a:x.example,"FR/NP"\n')).toMatchObject({ ok: true });
    });

    it.each([
        ["user,level\n@a:x.example,FR/S\n", 1, 6, "header"],
        ["user,user\n", 1, 6, "header"],
        ["clearance\nFR/S\n", 1, 1, "header"],
        ["user,clearance\n", 1, 1, "empty"],
        ["", 1, 1, "header"],
        ["user,clearance\nanna,FR/S\n", 2, 1, "user"],
        ["user,clearance\n@a:x.example,\n", 2, 14, "clearance"],
        ["user,clearance\n@a:x.example,FR/S REL=FRA,DEU\n", 2, 27, "cells"],
        ["user,clearance\n@a:x.example\n", 2, 1, "cells"],
        ['user,clearance\n@a:x.example,"FR/S\n', 2, 14, "quote"],
        ["user,clearance,until\n@a:x.example,FR/S,2027-02-30\n", 2, 19, "until"],
        ["user,clearance\n@a:x.example,FR/S\n@a:x.example,FR/S\n", 3, 1, "twice"],
    ])("says where it cannot be read: %j", (text, line, column, reason) => {
        expect(parseWishRows(text)).toEqual({ ok: false, error: { kind: "csv-invalid", line, column, reason } });
    });
});
