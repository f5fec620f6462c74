import { encodeObject, parseCompactJws } from "../src/encoding/jws.ts";
import type { JsonObject } from "../src/encoding/strictJson.ts";
import { utf8 } from "../src/encoding/text.ts";
import { encodeBase64Url, type HolderSign, nobleCrypto, type Signer } from "../src/index.ts";
import { gateNonce } from "../src/statement/nonce.ts";
import { GATE_TEXT, NOW_S, ROOM, type TestAgency, type TestHolder } from "./world.ts";

type Change = (object: Record<string, unknown>) => object;

/** How a forged presentation differs from an honest one. Whatever is not named stays honest and is signed again. */
export interface Forgery {
    readonly header?: Change;
    readonly payload?: Change;
    /** Header and payload as raw JSON text, for what no object can express (duplicate members). */
    readonly headerJson?: (json: string) => string;
    readonly payloadJson?: (json: string) => string;
    readonly officer?: Signer;
    readonly delegation?: string;
    /** Changes the three-part text of the attestation after signing. */
    readonly issuerJws?: (jws: string) => string;
    readonly show?: readonly string[];
    readonly disclosures?: (shown: string[]) => string[];
    readonly kbHeader?: Change;
    readonly kbPayload?: Change;
    readonly kbSign?: HolderSign;
    /** Changes the whole text after the holder signed. */
    readonly text?: (presentation: string) => string;
    readonly room?: string;
    readonly gate?: string;
    readonly signedAtS?: number;
}

const same = (value: object): object => value;

export async function signJson(headerJson: string, payloadJson: string, signer: Signer): Promise<string> {
    const input = `${encodeBase64Url(utf8(headerJson))}.${encodeBase64Url(utf8(payloadJson))}`;
    return `${input}.${encodeBase64Url(await signer.sign(utf8(input)))}`;
}

export async function signAny(header: object, payload: object, signer: Signer): Promise<string> {
    return signJson(JSON.stringify(header), JSON.stringify(payload), signer);
}

/** A token's header and payload, to be changed and signed again. */
export function openJws(token: string): { header: Record<string, unknown>; payload: Record<string, unknown> } {
    const jws = parseCompactJws(token);
    if (jws === undefined) throw new Error("not a token");
    const copy = (object: JsonObject) => structuredClone(object) as Record<string, unknown>;
    return { header: copy(jws.header), payload: copy(jws.payload) };
}

/** The same token with a changed header or payload, signed anew. */
export async function resign(
    token: string,
    signer: Signer,
    header: Change = same,
    payload: Change = same,
): Promise<string> {
    const open = openJws(token);
    return signAny(header(open.header), payload(open.payload), signer);
}

export const disclosureOf = (salt: string, name: string, value: unknown = true): string =>
    encodeObject([salt, name, value]);

export const digestOf = async (text: string): Promise<string> => encodeBase64Url(await nobleCrypto.sha256(utf8(text)));

async function forgeIssuerJws(holder: TestHolder, agency: TestAgency, forgery: Forgery): Promise<string> {
    const { header, payload } = openJws(holder.credential.issuerJws);
    if (forgery.delegation !== undefined) header.och = [forgery.delegation];
    const headerJson = JSON.stringify((forgery.header ?? same)(header));
    const payloadJson = JSON.stringify((forgery.payload ?? same)(payload));
    const jws = await signJson(
        (forgery.headerJson ?? String)(headerJson),
        (forgery.payloadJson ?? String)(payloadJson),
        forgery.officer ?? agency.officer,
    );
    return (forgery.issuerJws ?? String)(jws);
}

/** A presentation of `holder`, honest but for `forgery`, with every signature a forger of that position could make. */
export async function forge(holder: TestHolder, agency: TestAgency, forgery: Forgery = {}): Promise<string> {
    const issuerJws = await forgeIssuerJws(holder, agency, forgery);
    const shown = (forgery.show ?? ["lvl:DR"]).map((name) => {
        const disclosure = [...holder.credential.disclosures].find(([each]) => each === name)?.[1];
        if (disclosure === undefined) throw new Error(`no such claim: ${name}`);
        return disclosure;
    });
    const bound = `${[issuerJws, ...(forgery.disclosures ?? ((all) => all))(shown)].join("~")}~`;
    const payload = {
        iat: forgery.signedAtS ?? NOW_S - 60,
        aud: forgery.room ?? ROOM,
        nonce: await gateNonce(nobleCrypto, forgery.gate ?? GATE_TEXT),
        sd_hash: await digestOf(bound),
    };
    const header = (forgery.kbHeader ?? same)({ alg: "Ed25519", typ: "kb+jwt" });
    const input = `${encodeObject(header)}.${encodeObject((forgery.kbPayload ?? same)(payload))}`;
    const signature = encodeBase64Url(await (forgery.kbSign ?? holder.sign)(input));
    return (forgery.text ?? String)(`${bound}${input}.${signature}`);
}

/** An attestation whose digests also cover `disclosures` of the forger's making: a corrupt officer's. */
export async function attestDisclosures(disclosures: readonly string[]): Promise<Change> {
    const digests = await Promise.all(disclosures.map(digestOf));
    return (payload) => {
        const { _sd } = payload.clr as { _sd: string[] };
        return { ...payload, clr: { _sd: [...digests, ..._sd.slice(digests.length)] } };
    };
}
