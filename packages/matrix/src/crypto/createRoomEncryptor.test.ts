import { initAsync } from "@matrix-org/matrix-sdk-crypto-wasm";
import { beforeAll, expect, it } from "vitest";
import { createRoomEncryptor, type EncryptionTarget } from "./createRoomEncryptor.ts";
import type { KeyLedger } from "./KeyLedger.ts";
import type { CryptoParts } from "./openCrypto.ts";

const target: EncryptionTarget = {
    roomId: "!room:mfa.example",
    encryption: { algorithm: "m.megolm.v1.aes-sha2" },
    historyVisibility: "joined",
    joined: ["@ann:mfa.example", "@bob:mod.example"],
    recipients: ["@ann:mfa.example", "@bob:mod.example"],
};

const ledger: KeyLedger = { sharing: async () => {}, used: () => {} };

/** Counts what is asked of the machine; the keys themselves are its own business. */
function recorded() {
    const calls: string[] = [];
    let devicesChanged: () => void = () => {};
    const olm = {
        registerDevicesUpdatedCallback: (call: () => void) => {
            devicesChanged = call;
        },
        registerUserIdentityUpdatedCallback: () => {},
        updateTrackedUsers: async () => {},
        invalidateGroupSession: async () => void calls.push("invalidate"),
        shareRoomKey: async (_room: unknown, users: unknown[]) => {
            calls.push(`share ${users.length}`);
            return [];
        },
        encryptRoomEvent: async () => {
            calls.push("encrypt");
            return "{}";
        },
    };
    const internals = {
        keyClaimManager: { ensureSessionsForUsers: async () => {} },
        outgoingRequestsManager: { doProcessOutgoingRequests: async () => {} },
    };
    const encryptor = createRoomEncryptor({ olm, internals } as unknown as CryptoParts, ledger);
    const encrypt = (to = target) => encryptor.encrypt(to, "m.room.message", {});
    return { calls, encryptor, encrypt, devicesChanged: () => devicesChanged() };
}

beforeAll(() => initAsync());

it("serves one message with what was shared ahead, and shares again for the next", async () => {
    const { calls, encryptor, encrypt } = recorded();
    await encryptor.prepare(target);
    await encryptor.prepare(target);
    await encrypt();
    await encrypt();
    expect(calls).toEqual(["share 2", "encrypt", "share 2", "encrypt"]);
});

it("shares anew when people, devices or the session are others than when it shared ahead", async () => {
    const { calls, encryptor, encrypt, devicesChanged } = recorded();
    await encryptor.prepare(target);
    await encrypt({ ...target, recipients: ["@ann:mfa.example"] });
    await encryptor.prepare(target);
    devicesChanged();
    await encrypt();
    await encryptor.prepare(target);
    encryptor.rotate(target.roomId);
    await encrypt();
    expect(calls).toEqual([
        ...["share 2", "share 1", "encrypt"],
        ...["share 2", "share 2", "encrypt"],
        ...["share 2", "invalidate", "share 2", "encrypt"],
    ]);
});
