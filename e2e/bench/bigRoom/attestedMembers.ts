import { unwrap } from "@valise/base";
import { type ClaimName, gateNonce, presentClaims } from "@valise/clearance";
import type { TestCommunity, TestHolder } from "@valise/testkit";
import { patiently } from "../../interop/encryptedRoom.ts";
import type { MatrixHttp } from "../../interop/matrixHttp.ts";
import type { BenchStage } from "../support/benchStage.ts";
import { inParallel } from "../support/seedRooms.ts";

const AT_ONCE = 8;
const SHOWN: readonly ClaimName[] = ["lvl:DR"];

/**
 * So many real accounts with an identity on the server, in a room that anybody may join, each with a clearance shown to it:
 * what a room of that size weighs. Answers the bytes of what they have shown.
 */
export async function addAttestedMembers(
    stage: BenchStage,
    community: TestCommunity,
    owner: MatrixHttp,
    roomId: string,
    count: number,
): Promise<number> {
    const room = `/rooms/${encodeURIComponent(roomId)}`;
    await owner.call("PUT", `${room}/state/m.room.join_rules/`, { join_rule: "public" });
    const { payload } = await owner.call("GET", `${room}/state/org.valise.charter/`);
    const { gate } = JSON.parse(Buffer.from(String(payload), "base64url").toString()) as { gate: string };
    const nonce = await gateNonce(community.crypto, gate);
    const { masterKey: selfSigningKey } = await community.holder("@signer:mfa.example");
    let bytes = 0;
    await inParallel(count, AT_ONCE, async () => {
        const http = await stage.plain(await stage.newUser("mfa"));
        const holder = await community.holder(http.userId);
        await http.call("POST", "/keys/device_signing/upload", await identityOf(holder, selfSigningKey));
        const show = { disclose: SHOWN, audience: roomId, nonce, signedAtS: Math.floor(Date.now() / 1000) };
        const shown = await presentClaims(holder.credential, show, holder.sign, community.crypto);
        const content = { presentation: unwrap(shown) };
        await patiently(() => http.call("POST", `/join/${encodeURIComponent(roomId)}`));
        const state = `${room}/state/org.valise.clearance/${encodeURIComponent(http.userId)}`;
        await patiently(() => http.call("PUT", state, content));
        bytes += JSON.stringify(content).length;
    });
    return bytes;
}

/** Members in the order of canonical JSON, which is what is signed. */
async function identityOf({ userId, masterKey, sign }: TestHolder, selfSigningKey: string): Promise<object> {
    const of = (usage: string, key: string) => ({ keys: { [`ed25519:${key}`]: key }, usage: [usage], user_id: userId });
    const selfSigning = of("self_signing", selfSigningKey);
    const signature = Buffer.from(await sign(JSON.stringify(selfSigning)))
        .toString("base64")
        .replace(/=+$/, "");
    return {
        master_key: of("master", masterKey),
        self_signing_key: { ...selfSigning, signatures: { [userId]: { [`ed25519:${masterKey}`]: signature } } },
    };
}
