import { unwrap } from "@valise/base";
import type { CharterWire } from "../src/charter/Charter.ts";
import { draftStatement, nobleCrypto, type StatementKind, type StatementWire, signStatement } from "../src/index.ts";
import { GATE_TEXT, MFA, NOW_S, ROOM, type TestHolder } from "./world.ts";

/** Signs a statement honestly with each of `signers`, in order, at its own time. */
export async function signedStatement(
    kind: StatementKind,
    payload: object,
    signers: readonly (readonly [TestHolder, ...string[]])[],
    changes: { audience?: string; signedAtS?: number } = {},
): Promise<StatementWire> {
    let statement = draftStatement(kind, payload);
    for (const [holder, ...roles] of signers) {
        const signer = { credential: holder.credential, roles, sign: holder.sign };
        const { audience = ROOM, signedAtS = NOW_S - 300 } = changes;
        statement = unwrap(await signStatement(statement, signer, audience, signedAtS, nobleCrypto));
    }
    return statement;
}

export const charterWire = (changes: Partial<CharterWire> = {}): CharterWire => ({
    room: ROOM,
    seq: 1,
    prev: [],
    iat: NOW_S - 300,
    gate: GATE_TEXT,
    owner: MFA,
    phase: "open",
    exercise: false,
    retention: { maxAgeS: null, hold: false },
    graceS: 86_400,
    cells: {},
    lowerBy: [MFA],
    ...changes,
});
