import { encodeBase64Url } from "@valise/clearance";
import { describe, expect, it } from "vitest";
import type { ToDeviceMessage } from "../sync/createToDevice.ts";
import { wire } from "../wire.ts";
import { createSignatureAsks } from "./createSignatureAsks.ts";

const request = {
    ...{ id: "c1", kind: "charter", audience: "!r:x", role: "CHARTER RELEASE", signers: 2, summary: "Lower it" },
    payload: { seq: 2 },
};
const begun = (iat: number, by: string[] = ["first~"]) => {
    const payload = encodeBase64Url(new TextEncoder().encode(JSON.stringify({ seq: 2, iat })));
    return JSON.stringify({ version: 1, requests: [request], signed: [{ kind: "charter", payload, by }] });
};

function bench() {
    let hear: (message: ToDeviceMessage) => Promise<void> | void = () => {};
    const now = { ms: 1_000_000 };
    const asks = createSignatureAsks({
        toDevice: {
            on(type, take) {
                if (type === wire.signatureAsk) hear = take;
            },
        },
        nowMs: () => now.ms,
        changed: () => {},
    });
    const say = async (senderId: string, text: unknown, isSigned = true) =>
        hear({
            ...{ type: wire.signatureAsk, senderId, senderDeviceId: "D", content: { text } as never },
            isSenderSigned: async () => isSigned,
        });
    return { asks, say, now };
}

describe("what another officer has begun to sign", () => {
    it("is asked for while a signature still counts, the newest of each person", async () => {
        const { asks, say, now } = bench();
        await say("@ann:mfa.example", begun(990));
        await say("@bob:mod.example", begun(950));
        await say("@ann:mfa.example", begun(1_000));
        expect(asks.list()).toMatchObject([
            { userId: "@ann:mfa.example", summary: "Lower it", text: begun(1_000), untilMs: 1_120_000 },
            { userId: "@bob:mod.example", untilMs: 1_070_000 },
        ]);
        now.ms = 1_070_000;
        expect(asks.list().map(({ userId }) => userId)).toEqual(["@ann:mfa.example"]);
        now.ms = 1_120_000;
        expect(asks.list()).toEqual([]);
    });

    it("comes back when all have signed, to be put into force by whoever may", async () => {
        const { asks, say, now } = bench();
        await say("@bob:mod.example", begun(990, ["first~", "second~"]));
        now.ms = 2_000_000;
        expect(asks.list()).toMatchObject([{ userId: "@bob:mod.example", isSigned: true }]);
        await say("@ann:mfa.example", begun(1_990));
        expect(asks.list()[0]).toMatchObject({ userId: "@ann:mfa.example", isSigned: false });
    });

    it("is not asked for when it is too late, not begun, or not from a signed device", async () => {
        const { asks, say } = bench();
        await say("@ann:mfa.example", begun(880));
        await say("@ann:mfa.example", JSON.stringify({ version: 1, requests: [request], signed: [] }));
        await say("@ann:mfa.example", "no file");
        await say("@ann:mfa.example", 7);
        await say("@ann:mfa.example", begun(990), false);
        expect(asks.list()).toEqual([]);
    });
});
