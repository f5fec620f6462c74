import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { CHARTER_SIGNER, named, RELEASERS, testPolicies } from "../../test/charters.ts";
import { charterWire } from "../../test/statements.ts";
import { gate, MFA, NOW_S } from "../../test/world.ts";
import { encodeObject, parseEncodedObject } from "../encoding/jws.ts";
import type { StatementAuthor } from "../statement/verifyStatement.ts";
import { applyCharter, type CharterPins } from "./applyCharter.ts";
import { type CharterWire, readCharter } from "./Charter.ts";
import { type CharterWish, draftCharter } from "./draftCharter.ts";

function wish(changes: Partial<CharterWish> = {}, gateChanges: Partial<CharterWish["gate"]> = {}): CharterWish {
    const { seq: _seq, prev: _prev, iat: _iat, gate: _gate, ...rest } = charterWire();
    const { room: _room, epoch: _epoch, iat: _gateIat, ...wanted } = gate(gateChanges);
    return { ...rest, ...changes, gate: wanted };
}

/** What clients make of a draft signed by `by`. */
function apply(pins: CharterPins | undefined, charter: CharterWire, name: string, by: readonly StatementAuthor[]) {
    const payload = parseEncodedObject(encodeObject(charter)) ?? {};
    const statement = {
        wire: { kind: "charter", payload: "", by: [] },
        payload,
        digest: named(name),
        iat: charter.iat,
        by,
    } as const;
    return applyCharter(pins, unwrap(readCharter(statement)), {}, testPolicies);
}

describe("a drafted charter", () => {
    const first = draftCharter(undefined, wish(), NOW_S, testPolicies);
    const { pins } = apply(undefined, first.charter, "1", [CHARTER_SIGNER]);

    it("is accepted as a room's first", () => {
        expect(first).toMatchObject({ charter: { seq: 1, prev: [] }, needsRelease: false });
        expect(pins?.heads.map(({ digest }) => digest)).toEqual([named("1")]);
    });

    it("keeps the gate string where the gate is unchanged", () => {
        const { charter, needsRelease } = draftCharter(pins, wish({ phase: "closed" }), NOW_S + 60, testPolicies);
        expect(charter).toMatchObject({ seq: 2, prev: [named("1")], gate: first.charter.gate });
        expect(needsRelease).toBe(false);
        expect(apply(pins, charter, "2", [CHARTER_SIGNER]).kind).toBe("pinned");
    });

    it("has a new gate and epoch where it changes, and says when two must sign", () => {
        const stricter = draftCharter(pins, wish({}, { agencies: [MFA] }), NOW_S + 60, testPolicies);
        expect(stricter.needsRelease).toBe(false);
        expect(apply(pins, stricter.charter, "2", [CHARTER_SIGNER]).kind).toBe("pinned");
        const lower = draftCharter(pins, wish({}, { lvl: "NP" }), NOW_S + 60, testPolicies);
        expect(lower.needsRelease).toBe(true);
        expect(apply(pins, lower.charter, "2", [CHARTER_SIGNER])).toMatchObject({ code: "CHR_LOWER" });
        expect(apply(pins, lower.charter, "2", RELEASERS).kind).toBe("pinned");
    });

    it("ends a fork by naming both heads", () => {
        const ours = draftCharter(pins, wish({}, { lvl: "S" }), NOW_S + 60, testPolicies);
        const theirs = draftCharter(pins, wish({}, { agencies: [MFA] }), NOW_S + 61, testPolicies);
        const forked = apply(apply(pins, ours.charter, "2a", [CHARTER_SIGNER]).pins, theirs.charter, "2b", [
            CHARTER_SIGNER,
        ]).pins;
        expect(forked?.heads).toHaveLength(2);
        const merged = draftCharter(forked, wish({}, { lvl: "S", agencies: [MFA] }), NOW_S + 120, testPolicies);
        expect(merged).toMatchObject({ charter: { seq: 3, prev: [named("2a"), named("2b")] }, needsRelease: false });
        expect(apply(forked, merged.charter, "3", [CHARTER_SIGNER])).toMatchObject({ kind: "pinned", isFork: false });
    });
});
