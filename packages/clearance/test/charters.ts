import { unwrap } from "@valise/base";
import { encodeObject, parseEncodedObject } from "../src/encoding/jws.ts";
import { type Charter, type CharterWire, formatGate, type Gate, type PolicyLookup, readCharter } from "../src/index.ts";
import type { StatementAuthor } from "../src/statement/verifyStatement.ts";
import { charterWire } from "./statements.ts";
import { gate, MFA, MOD, POL } from "./world.ts";

export const author = (sub: string, roles: readonly string[], agency: string = MFA): StatementAuthor => ({
    sub: `@${sub}:${agency === MFA ? "mfa" : "mod"}.example`,
    mxk: sub,
    agency,
    roles,
});

export const CHARTER_SIGNER = author("anna", ["CHARTER"]);
export const RELEASERS = [author("anna", ["CHARTER", "RELEASE"]), author("carl", ["RELEASE"])] as const;
export const MOD_SIGNER = author("bob", ["CHARTER"], MOD);

/** A name of 43 characters for tests that need no hash: same text, same name; order of names is order of texts. */
export const named = (name: string): string => name.padEnd(43, "_");

/** A charter as `readCharter` gives it, without the cost of signatures. */
export function charterOf(
    name: string,
    wire: Partial<Omit<CharterWire, "gate">> & { readonly gate?: Partial<Gate> } = {},
    by: readonly StatementAuthor[] = [CHARTER_SIGNER],
): Charter {
    const { gate: gateChanges, prev = [], ...rest } = wire;
    const seq = rest.seq ?? (prev.length === 0 ? 1 : 2);
    const full = charterWire({ ...rest, seq, prev: prev.map(named), gate: formatGate(gate(gateChanges)) });
    const payload = parseEncodedObject(encodeObject(full)) ?? {};
    const statement = {
        wire: { kind: "charter", payload: "", by: [] },
        payload,
        digest: named(name),
        iat: full.iat,
        by,
    } as const;
    return unwrap(readCharter(statement));
}

/** The French-like test policy alone. */
export const testPolicies: PolicyLookup = {
    levelsOf: (pol) => (pol === POL ? ["NP", "DR", "S", "TS"] : undefined),
    categoryKindOf: (pol, set) => {
        const kinds: Record<string, "permissive" | "restrictive" | "informative"> = {
            REL: "permissive",
            MENTION: "restrictive",
            INFO: "informative",
        };
        return pol === POL ? kinds[set] : undefined;
    },
    equalsIn: () => undefined,
};
