import { unwrap } from "@valise/base";
import { chartered } from "../src/charter/effectiveCharter.ts";
import {
    type ClearanceCrypto,
    createVerificationCache,
    type Expectation,
    gateExpectation,
    presentClaims,
    type TrustContext,
} from "../src/index.ts";
import { charterOf } from "./charters.ts";
import { acceptedBundle, acceptLists, statusToken, trustContext } from "./trust.ts";
import {
    bundleWire,
    MFA,
    MOD,
    NOW_S,
    ROOM,
    signedBundle,
    type TestAgency,
    type TestHolder,
    testAgency,
    testHolder,
} from "./world.ts";

/** One room of the test world, ready to verify in. */
export interface OneRoom {
    readonly mfa: TestAgency;
    readonly context: TrustContext & { readonly cache: NonNullable<TrustContext["cache"]> };
    readonly charter: ReturnType<typeof chartered>;
    expected(holder: TestHolder): Expectation;
    present(holder: TestHolder): Promise<string>;
    member(name: string, idx: number): Promise<TestHolder>;
}

export async function oneRoom(crypto: ClearanceCrypto): Promise<OneRoom> {
    const mfa = await testAgency(MFA, "mfa.example");
    const bundle = await acceptedBundle(
        await signedBundle(await bundleWire([mfa, await testAgency(MOD, "mod.example")])),
    );
    const context = await trustContext(bundle, await acceptLists([await statusToken(mfa)], bundle), crypto);
    const charter = chartered(charterOf("1"));
    const gate = await gateExpectation(charter, crypto);
    const nonce = gate.bindings[0]?.nonce ?? "";
    const request = { disclose: ["lvl:DR"], audience: ROOM, nonce, signedAtS: NOW_S - 60 } as const;
    return {
        mfa,
        charter,
        context: { ...context, cache: createVerificationCache() },
        expected: ({ userId, masterKey }) => ({ ...gate, atS: NOW_S, sender: { userId, masterKey } }),
        present: async ({ credential, sign }) => unwrap(await presentClaims(credential, request, sign, crypto)),
        member: (name, idx) => testHolder(name, mfa, { idx }),
    };
}
