import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import { describe, expect, it } from "vitest";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { createFakeDisk } from "../outbox/testing/fakeStore.ts";
import { createToDevice } from "./createToDevice.ts";

const BOB = "@bob:mod.example";
const encryptor = { track: async () => {} };

const start = (crypto: CryptoParts, store = createFakeDisk().open()) => createToDevice({ crypto, encryptor, store });

/** A machine that knows one device of Bob's. */
const machine = (device: { signed: boolean; key: string } | null) => {
    const known = device && {
        isCrossSignedByOwner: () => device.signed,
        curve25519Key: { toBase64: () => device.key },
        free: () => {},
    };
    return { olm: { getDevice: async () => known ?? undefined } } as unknown as CryptoParts;
};

const sealed = (type: string, content: object, changes: object = {}) =>
    ({
        message: { type, sender: BOB, content },
        encryptionInfo: { sender: BOB, senderDevice: "DEV", senderCurve25519KeyBase64: "key", senderVerified: false },
        ...changes,
    }) as unknown as ReceivedToDeviceMessage;
const clear = (type: string, content: object) => sealed(type, content, { encryptionInfo: null });

describe("messages to this device", () => {
    it("go to whoever registered for their type, in order, and one that throws costs the others nothing", async () => {
        const toDevice = start(machine(null));
        const seen: unknown[] = [];
        toDevice.on("a", ({ content }) => {
            if (content.n === 2) throw new Error("broken");
            seen.push(content.n);
        });
        toDevice.on("a", async ({ senderId, senderDeviceId }) => void seen.push([senderId, senderDeviceId]));
        await toDevice.received([sealed("a", { n: 1 }), sealed("a", { n: 2 }), sealed("b", {}), sealed("a", { n: 3 })]);
        expect(seen).toEqual([1, [BOB, "DEV"], 3, [BOB, "DEV"]]);
    });

    it("that came in clear never pass for sealed ones, nor the other way round", async () => {
        const toDevice = start(machine(null));
        const seen: string[] = [];
        toDevice.on("a", () => void seen.push("sealed"));
        toDevice.onClear("a", () => void seen.push("clear"));
        await toDevice.received([clear("a", {}), sealed("a", {})]);
        expect(seen).toEqual(["clear", "sealed"]);
    });

    it("whose sender inside and outside differ, or without a content, are dropped", async () => {
        const toDevice = start(machine(null));
        const seen: string[] = [];
        toDevice.on("a", () => void seen.push("taken"));
        const forged = sealed("a", {}, { message: { type: "a", sender: "@eve:x.example", content: {} } });
        const empty = sealed("a", {}, { message: { type: "a", sender: BOB } });
        await toDevice.received([forged, empty]);
        expect(seen).toEqual([]);
    });

    it.each([
        [{ signed: true, key: "key" }, true],
        [{ signed: false, key: "key" }, false],
        [{ signed: true, key: "another" }, false],
        [null, false],
    ])("say whether the very device that sent them is signed by its owner: %j %s", async (device, expected) => {
        const toDevice = start(machine(device));
        const answers: boolean[] = [];
        toDevice.on("a", async (message) => void answers.push(await message.isSenderSigned()));
        await toDevice.received([sealed("a", {})]);
        expect(answers).toEqual([expected]);
    });

    it("are handed over again after a kill while they were being taken, once", async () => {
        const disk = createFakeDisk();
        const before = disk.open();
        const killed = start(machine(null), before);
        killed.on("a", () => {
            before.kill();
        });
        await killed.received([sealed("a", { n: 1 }), sealed("b", { n: 2 })]);
        const seen: unknown[] = [];
        const next = () => {
            const toDevice = start(machine(null), disk.open());
            toDevice.on("a", ({ content }) => void seen.push(content.n));
            toDevice.on("b", ({ content }) => void seen.push(content.n));
            return toDevice.resume();
        };
        await next();
        expect(seen).toEqual([1]);
        await next();
        expect(seen).toEqual([1]);
    });
});
