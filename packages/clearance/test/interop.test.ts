import { SDJwtInstance } from "@sd-jwt/core";
import { unwrap } from "@valise/base";
import { beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../src/encoding/text.ts";
import { decodeBase64Url, encodeBase64Url, nobleCrypto, type PublicJwk, verifyPresentation } from "../src/index.ts";
import { openJws } from "./forge.ts";
import { type OneRoom, oneRoom } from "./oneRoom.ts";
import { NOW_S, type TestHolder } from "./world.ts";

let room: OneRoom;
let anna: TestHolder;
let salts = 0;
beforeAll(async () => {
    room = await oneRoom(nobleCrypto);
    anna = await room.member("anna", 1);
});

const verifier = (key: PublicJwk) => async (data: string, signature: string) =>
    (await nobleCrypto.verify(key, utf8(data), decodeBase64Url(signature) ?? new Uint8Array())) === "valid";

/** The independent implementation, with our keys and nothing else of ours. */
function library(): SDJwtInstance<Record<string, unknown>> {
    const { officer } = room.mfa;
    const x = anna.credential.masterKey.replaceAll("+", "-").replaceAll("/", "_");
    const verifyHolder = verifier({ kty: "OKP", crv: "Ed25519", x });
    return new SDJwtInstance({
        signer: async (data) => encodeBase64Url(await officer.sign(utf8(data))),
        signAlg: "Ed25519",
        verifier: verifier(officer.jwk),
        kbSigner: async (data) => encodeBase64Url(await anna.sign(data)),
        kbSignAlg: "Ed25519",
        kbVerifier: async (data, signature) => verifyHolder(data, signature),
        hasher: async (data) => nobleCrypto.sha256(typeof data === "string" ? utf8(data) : new Uint8Array(data)),
        hashAlg: "sha-256",
        saltGenerator: async () => encodeBase64Url(Uint8Array.from({ length: 16 }, () => salts++ & 0xff)),
    });
}

describe("@sd-jwt/core, an independent implementation of RFC 9901", () => {
    it("verifies what we issue and present", async () => {
        const text = await room.present(anna);
        const { nonce } = room.expected(anna).bindings[0] ?? { nonce: "" };
        const verified = await library().verify(text, { keyBindingNonce: nonce, currentDate: NOW_S });
        expect(verified.payload).toMatchObject({ sub: anna.userId, clr: { "lvl:DR": true } });
        expect(verified.kb?.payload).toMatchObject({ aud: room.charter.room, nonce });
    });

    it("issues and presents what we verify, at the same size", async () => {
        const { header, payload } = openJws(anna.credential.issuerJws);
        const { _sd_alg: _alg, clr: _clr, ...claims } = payload;
        const names = [...anna.credential.disclosures.keys()];
        const clr = Object.fromEntries(names.map((name) => [name, true]));
        const lib = library();
        const frame = { clr: { _sd: names, _sd_decoy: 24 - names.length } };
        const { alg: _headerAlg, ...rest } = header;
        const issued = await lib.issue({ ...claims, clr }, frame as never, { header: rest });
        const { nonce } = room.expected(anna).bindings[0] ?? { nonce: "" };
        const kb = { payload: { iat: NOW_S - 60, aud: room.charter.room, nonce } };
        const presented = await lib.present(issued, { clr: { "lvl:DR": true } }, { kb });
        const verdict = unwrap(await verifyPresentation(presented, room.expected(anna), room.context));
        expect(verdict.claims).toEqual(["lvl:DR"]);
        expect(presented.length).toBe((await room.present(anna)).length);
    });
});
