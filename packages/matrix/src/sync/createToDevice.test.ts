import { epochMs } from "@valise/base";
import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import { describe, expect, it } from "vitest";
import type { CryptoParts } from "../crypto/openCrypto.ts";
import { createFakeDisk } from "../outbox/testing/fakeStore.ts";
import { createToDevice } from "./createToDevice.ts";

const BOB = "@bob:mod.example";
const encryptor = { track: async () => {} };

const HOUR_MS = 3_600_000;
let nowMs = 0;
const clock = { nowMs: () => epochMs(nowMs) };

const start = (crypto: CryptoParts, store = createFakeDisk().open()) =>
    createToDevice({ crypto, encryptor, store, clock });

interface KnownDevice {
    readonly signed: boolean;
    readonly key: string;
}

/** A machine that knows one device of Bob's. */
const machine = (device: KnownDevice | null) => network(device).crypto;

/** The same, and Bob's device may become known later. */
const network = (first: KnownDevice | null = null) => {
    let device = first;
    const listeners: ((userIds: readonly string[]) => void)[] = [];
    const olm = {
        getDevice: async () =>
            device === null
                ? undefined
                : {
                      isCrossSignedByOwner: () => device?.signed,
                      curve25519Key: { toBase64: () => device?.key },
                      free: () => {},
                  },
    };
    const tellOf = async (userId: string) => {
        for (const listener of listeners) listener([userId]);
        await new Promise((resolve) => setTimeout(resolve));
    };
    return {
        crypto: {
            olm,
            onDevices: (listener: (typeof listeners)[number]) => void listeners.push(listener),
        } as unknown as CryptoParts,
        tellOf,
        answer: (known: KnownDevice) => {
            device = known;
            return tellOf(BOB);
        },
    };
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

    describe("whose device is not known yet", () => {
        const signed = { signed: true, key: "key" };
        const listen = (toDevice: ReturnType<typeof start>) => {
            const seen: [unknown, boolean][] = [];
            toDevice.on("a", async ({ content, isSenderSigned }) => {
                const isSigned = await isSenderSigned();
                seen.push([content.n, isSigned]);
            });
            return seen;
        };

        it.each([
            [signed, true],
            [{ signed: false, key: "key" }, false],
        ])("wait for it, and are taken once when it is: %j", async (device, expected) => {
            const { crypto, answer, tellOf } = network();
            const toDevice = start(crypto);
            const seen = listen(toDevice);
            await toDevice.received([sealed("a", { n: 1 }), sealed("a", { n: 2 })]);
            await tellOf("@eve:x.example");
            expect(seen).toEqual([]);
            await answer(device);
            await tellOf(BOB);
            expect(seen).toEqual([
                [1, expected],
                [2, expected],
            ]);
        });

        it("keep nobody else's waiting, and go on waiting after a restart, for a day", async () => {
            nowMs = 0;
            const disk = createFakeDisk();
            const { crypto } = network();
            const first = start(crypto, disk.open());
            listen(first);
            const others: unknown[] = [];
            first.on("b", ({ content }) => void others.push(content.n));
            await first.received([sealed("a", { n: 1 }), sealed("b", { n: 2 })]);
            expect(others).toEqual([2]);

            nowMs = 23 * HOUR_MS;
            const second = network();
            const later = start(second.crypto, disk.open());
            const seen = listen(later);
            await later.resume();
            await second.answer(signed);
            expect(seen).toEqual([[1, true]]);

            const third = network(signed);
            const last = start(third.crypto, disk.open());
            const again = listen(last);
            await last.resume();
            expect(again).toEqual([]);
        });

        it("are forgotten after a day", async () => {
            nowMs = 0;
            const disk = createFakeDisk();
            const { crypto, answer } = network();
            const toDevice = start(crypto, disk.open());
            const seen = listen(toDevice);
            await toDevice.received([sealed("a", { n: 1 })]);
            nowMs = 25 * HOUR_MS;
            await toDevice.received([]);
            await answer(signed);
            expect(seen).toEqual([]);
            expect(await disk.open().list("crisis", "toDevice")).toMatchObject({ value: { records: [] } });
        });

        const by = (sender: string) =>
            sealed(
                "a",
                {},
                {
                    message: { type: "a", sender, content: {} },
                    encryptionInfo: { sender, senderDevice: "E", senderCurve25519KeyBase64: "e" },
                },
            );
        it.each([
            ["whoever sends most loses their own oldest", () => "@eve:mod.example"],
            ["the homeserver whose people send most loses theirs", (at: number) => `@eve${at}:x.example`],
        ])("are few: %s", async (_what, senderAt) => {
            const disk = createFakeDisk();
            const { crypto, answer } = network();
            const toDevice = start(crypto, disk.open());
            const seen = listen(toDevice);
            await toDevice.received([sealed("a", { n: 1 })]);
            await toDevice.received(Array.from({ length: 300 }, (_, at) => by(senderAt(at))));
            const listed = await disk.open().list("crisis", "toDevice");
            expect(listed.ok && listed.value.records.length).toBe(200);
            await answer(signed);
            expect(seen).toEqual([[1, true]]);
        });
    });
});
