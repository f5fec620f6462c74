import type { GateSnapshot, RoomId } from "@valise/bridge";
import { gateNonce, parseCredential, presentClaims } from "@valise/clearance";
import type { NodeEngine } from "@valise/matrix/node";
import { must, until } from "@valise/matrix/testing";
import type { TestCommunity } from "@valise/testkit";
import type { MatrixHttp } from "./matrixHttp.ts";
import type { StockClient } from "./stockClient.ts";

/** Lets this person be shown to the room's agencies; resolves when this device reads there. */
export async function comesToRead(engine: NodeEngine, roomId: RoomId): Promise<GateSnapshot> {
    const ref = { topic: "gate", roomId } as const;
    const asked = await until(
        engine,
        ref,
        ({ mine, marking }) => marking !== null && (mine.reads || mine.ask !== null),
    );
    if (!asked.mine.reads) must(await engine.commands.answerPresentation({ roomId, allow: true }));
    return until(engine, ref, ({ mine, state }) => mine.reads && state === "ready");
}

/**
 * A person on a client of somebody else: cleared, and shown to the room, which that client knows nothing of. Answers where
 * the attestation stands in its list.
 */
export async function presentStock(
    { attest, crypto }: TestCommunity,
    stock: StockClient,
    session: MatrixHttp,
    roomId: string,
): Promise<number> {
    const { userId } = session;
    const state = `/rooms/${encodeURIComponent(roomId)}/state`;
    const { payload } = await session.call("GET", `${state}/org.valise.charter/`);
    const charter = JSON.parse(Buffer.from(String(payload), "base64url").toString()) as { gate: string };
    const { text, status } = await attest({ userId, masterKey: await stock.masterKey(), want: "FR/S" });
    const nonce = await gateNonce(crypto, charter.gate);
    const show = { disclose: ["lvl:S"], audience: roomId, nonce, signedAtS: Math.floor(Date.now() / 1000) } as const;
    const presented = await presentClaims(must(parseCredential(text)), show, stock.signWithMasterKey, crypto);
    const content = { presentation: must(presented) };
    await session.call("PUT", `${state}/org.valise.clearance/${encodeURIComponent(userId)}`, content);
    return status.idx;
}
