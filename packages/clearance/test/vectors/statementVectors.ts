import type { StatementKind } from "../../src/index.ts";
import { encodeObject } from "../../src/encoding/jws.ts";
import { charterWire, signedStatement } from "../statements.ts";
import { communityTrust, statusToken } from "../trust.ts";
import { bundleWire, COMMUNITY, MFA, MOD, NOW_S, ROOM, signedBundle, testAgency, type TestHolder, testHolder } from "../world.ts";

const DAY_S = 86_400;

/** A signed statement and what verifying it must end with. */
export interface StatementVector {
    readonly name: string;
    readonly clause: string;
    readonly expect: "ok" | string;
    readonly kind: StatementKind;
    readonly audience?: string;
    readonly nowS?: number;
    readonly lists?: "fresh" | "revoked";
    readonly statement: unknown;
}

type Case = Omit<StatementVector, "kind" | "statement"> & { readonly kind?: StatementKind; readonly statement: unknown };

async function signatureCases(anna: TestHolder, carl: TestHolder): Promise<Case[]> {
    const charter = charterWire();
    const by = (...signers: readonly (readonly [TestHolder, ...string[]])[]) => signedStatement("charter", charter, signers);
    const one = await by([anna, "CHARTER"]);
    const payload = encodeObject({ ...charter, exercise: true });
    const at = (signedAtS: number) => signedStatement("charter", charter, [[anna, "CHARTER"]], { signedAtS });
    const short = await testHolder("dora", await testAgency(MFA, "mfa.example"), { expiresAtS: NOW_S + DAY_S });
    return [
        { name: "a charter by one", clause: "7.3", expect: "ok", statement: one },
        { name: "a charter by two", clause: "7.3", expect: "ok", statement: await by([anna, "CHARTER", "RELEASE"], [carl, "RELEASE"]) },
        {
            name: "attestation expired since: judged at its own time",
            clause: "7.3",
            expect: "ok",
            nowS: NOW_S + 2 * DAY_S,
            statement: await by([short, "CHARTER"]),
        },
        { name: "signer revoked since", clause: "7.3", expect: "ATT_REVOKED", lists: "revoked", statement: one },
        { name: "payload changed", clause: "7.2", expect: "ATT_KB_NONCE", statement: { ...one, payload } },
        { name: "kind changed along with the place", clause: "7.2", expect: "ATT_KB_NONCE", kind: "call", statement: { ...one, kind: "call" } },
        { name: "kind of another place", clause: "7.1", expect: "STM_KIND", kind: "admission", statement: one },
        { name: "another room's", clause: "7.2", expect: "ATT_KB_AUD", audience: "!other:mfa.example", statement: one },
        { name: "a community's statement in a room", clause: "7.2", expect: "ATT_KB_AUD", audience: COMMUNITY, statement: one },
        { name: "signed 121 s after its time", clause: "7.3", expect: "STM_TIME", statement: await at(NOW_S - 300 + 121) },
        { name: "signed 120 s after its time", clause: "7.3", expect: "ok", statement: await at(NOW_S - 300 + 120) },
        { name: "signed 121 s before its time", clause: "7.3", expect: "ATT_KB_TIME", statement: await at(NOW_S - 300 - 121) },
        { name: "no role shown", clause: "7.3", expect: "STM_ROLE", statement: await by([anna]) },
        { name: "one person twice", clause: "7.3", expect: "STM_SIGNERS", statement: await by([anna, "CHARTER"], [anna, "RELEASE"]) },
        { name: "nobody", clause: "7.3", expect: "STM_SIGNERS", statement: { ...one, by: [] } },
        { name: "a good signature and a bad one", clause: "7.3", expect: "ATT_KB_NONCE", statement: { ...one, by: [...one.by, (await signedStatement("call", charter, [[carl, "CRISIS"]])).by[0]] } },
    ];
}

async function formCases(anna: TestHolder): Promise<Case[]> {
    const one = await signedStatement("charter", charterWire(), [[anna, "CHARTER"]]);
    const { payload, ...rest } = one;
    const future = await signedStatement("charter", charterWire({ iat: NOW_S + 121 }), [[anna, "CHARTER"]], { signedAtS: NOW_S + 60 });
    const timeless = await signedStatement("charter", { room: ROOM }, [[anna, "CHARTER"]]);
    return [
        { name: "an unknown member beside", clause: "7.1", expect: "STM_SHAPE", statement: { ...one, note: "" } },
        { name: "no payload", clause: "7.1", expect: "STM_SHAPE", statement: rest },
        { name: "a signature that is no text", clause: "7.1", expect: "STM_SHAPE", statement: { ...one, by: [1] } },
        { name: "five signatures", clause: "7.1", expect: "STM_SHAPE", statement: { ...one, by: [1, 2, 3, 4, 5].map(() => one.by[0]) } },
        { name: "payload not base64url", clause: "7.1", expect: "STM_PAYLOAD", statement: { ...one, payload: `${payload}=` } },
        { name: "payload without a time", clause: "7.1", expect: "STM_PAYLOAD", statement: timeless },
        { name: "dated in the future", clause: "7.3", expect: "STM_TIME", statement: future },
        { name: "an array", clause: "7.1", expect: "STM_SHAPE", statement: [one] },
    ];
}

export async function statementVectors() {
    const [mfa, mod] = [await testAgency(MFA, "mfa.example"), await testAgency(MOD, "mod.example")];
    const [anna, carl] = [await testHolder("anna", mfa), await testHolder("carl", mfa, { idx: 11 })];
    const cases = [...(await signatureCases(anna, carl)), ...(await formCases(anna))];
    const { keys, ...trust } = await communityTrust();
    const later = { issuedAtS: NOW_S - 600, expiresAtS: NOW_S + 10 * DAY_S };
    return {
        about: "Signed statements and what verifying each must end with (SPEC 7). Default: kind charter, lists fresh.",
        nowS: NOW_S,
        audience: ROOM,
        trust: { ...trust, keys: [...keys] },
        bundle: await signedBundle(await bundleWire([mfa, mod])),
        lists: { fresh: [await statusToken(mfa, later)], revoked: [await statusToken(mfa, { ...later, statuses: [[4242, 1]] })] },
        vectors: cases.map((each): StatementVector => ({ kind: "charter", ...each })),
    };
}

export type StatementVectorFile = Awaited<ReturnType<typeof statementVectors>>;
