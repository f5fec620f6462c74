import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import { parseCredential } from "@valise/clearance";
import { masterKeyOf } from "../crypto/masterKey.ts";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { signedDevices } from "../crypto/signedDevices.ts";
import { foldFailure } from "../http/foldFailure.ts";
import type { Account } from "../session/Account.ts";
import { ISSUED_TYPE } from "./wire.ts";

/**
 * Sends a clearance to its holder, encrypted to every device that the attested identity has signed; answers which they
 * are. Refused with `ATT_MXK` when the holder's identity is no longer the attested one: then nobody gets anything.
 */
export async function deliverClearance(
    { session, crypto, encryptor, http, clock, clearances, officerDesk }: Account,
    text: string,
): Promise<Result<{ deviceIds: string[] }, EngineFailure>> {
    const credential = parseCredential(text);
    if (!credential.ok) return err({ kind: "refused", code: credential.error.code });
    const { userId, masterKey } = credential.value;
    try {
        await encryptor.track([userId]);
        await refreshDevices(crypto, userId);
    } catch {
        return err({ kind: "server-unreachable" });
    }
    if ((await masterKeyOf(crypto, userId)) !== masterKey) return err({ kind: "refused", code: "ATT_MXK" });
    const all = await signedDevices(crypto, userId);
    // An officer's own clearance: this device takes it as it is, since Olm has no session with itself.
    const isOwn = userId === session.userId && clearances.configured.own?.officers.includes(userId) === true;
    if (isOwn) await clearances.holder.offer(text);
    const devices = all.filter((device) => userId !== session.userId || device.deviceId !== session.deviceId);
    if (devices.length === 0) return ok({ deviceIds: [] });
    const { batch } = await crypto.sdk.encryptToDeviceMessages(ISSUED_TYPE, devices, { credential: text });
    const messages = Object.fromEntries(batch.map(({ deviceId, payload }) => [deviceId, payload]));
    const path = `/_matrix/client/v3/sendToDevice/m.room.encrypted/${globalThis.crypto.randomUUID()}`;
    const sent = await http.request("PUT", path, { body: { messages: { [userId]: messages } } });
    if (!sent.ok) return err(foldFailure(sent.error, clock));
    // Whoever asked has an answer, also where another program issued it.
    await officerDesk.requests.closeOf(userId);
    return ok({ deviceIds: batch.map(({ deviceId }) => deviceId) });
}

/** A device that came since the last answer of the server must not be left out. */
async function refreshDevices({ olm, internals }: CryptoParts, userId: string): Promise<void> {
    const request = olm.queryKeysForUsers([new UserId(userId)]);
    await internals.outgoingRequestProcessor.makeOutgoingRequest(request);
}
