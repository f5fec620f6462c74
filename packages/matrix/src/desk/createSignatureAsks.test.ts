import { encodeBase64Url, type TrustContext } from "@valise/clearance";
import { buildCommunity } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { NOW_S } from "../../test/gateWorld.ts";
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

/** Statements that two officers have really signed, and what a client believes of their community. */
async function signedWorld() {
    const community = await buildCommunity(NOW_S);
    const [ann, bob] = await Promise.all(
        ["@ann:mfa.example", "@bob:mod.example"].map((userId) =>
            community.holder(userId, { roles: ["CHARTER", "RELEASE"] }),
        ),
    );
    const context = await community.context({
        lists: [await community.list("mfa"), await community.list("mod")],
    });
    return {
        context,
        async signed(room = "!r:x", second = ["CHARTER", "RELEASE"]) {
            if (ann === undefined || bob === undefined) throw new Error("nobody");
            const by = [
                { holder: ann, roles: ["CHARTER", "RELEASE"] },
                { holder: bob, roles: second },
            ];
            const payload = { seq: 2, iat: NOW_S - 5 };
            const statement = await community.statement("charter", payload, room, by);
            return JSON.stringify({ version: 1, requests: [request], signed: [statement] });
        },
    };
}

function bench(context: TrustContext | null = null) {
    let hear: (message: ToDeviceMessage) => Promise<void> | void = () => {};
    const now = { ms: 1_000_000 };
    const held = new Set(["CHARTER", "RELEASE"]);
    const readers = new Map<string, boolean | null>();
    const established: string[] = [];
    const told = { count: 0 };
    const asks = createSignatureAsks({
        toDevice: {
            on(type, take) {
                if (type === wire.signatureAsk) hear = take;
            },
        },
        nowMs: () => now.ms,
        holds: (roles) => roles.every((role) => held.has(role)),
        reads: (roomId, userId) => roomId === "!r:x" && (readers.has(userId) ? (readers.get(userId) ?? null) : true),
        context: async () => context,
        establish: (roomId) => void established.push(roomId),
        changed: () => void told.count++,
    });
    const say = async (senderId: string, text: unknown, isSigned = true) =>
        hear({
            ...{ type: wire.signatureAsk, senderId, senderDeviceId: "D", content: { text } as never },
            isSenderSigned: async () => isSigned,
        });
    const shown = () => asks.list().map(({ userId }) => userId);
    return { asks, say, now, held, readers, established, told, shown };
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
        const world = await signedWorld();
        const { asks, say, now } = bench(world.context);
        now.ms = NOW_S * 1000;
        await say("@bob:mod.example", await world.signed());
        now.ms += 3_600_000;
        expect(asks.list()).toMatchObject([{ userId: "@bob:mod.example", isSigned: true, code: null }]);
        await say("@ann:mfa.example", begun(NOW_S + 3_590));
        expect(asks.list()[0]).toMatchObject({ userId: "@ann:mfa.example", isSigned: false, code: null });
    });

    it("is not said to be signed by whoever did not: the code says why", async () => {
        const world = await signedWorld();
        const { asks, say, now } = bench(world.context);
        now.ms = NOW_S * 1000;
        const codeOf = async (text: string, userId = "@bob:mod.example") => {
            await say(userId, text);
            return asks.list().find((ask) => ask.userId === userId)?.code;
        };
        const whole = await world.signed();
        expect(await codeOf(begun(NOW_S, ["first~", "second~"]))).toBe("ATT_KB_MISSING");
        expect(await codeOf(whole, "@eve:mod.example")).toBe("STM_SIGNERS");
        expect(await codeOf(await world.signed("!other:x"))).toBe("ATT_KB_AUD");
        expect(await codeOf(await world.signed("!r:x", ["CHARTER"]))).toBe("STM_ROLE");
        expect(await codeOf(whole)).toBeNull();
        const untrusted = bench();
        untrusted.now.ms = NOW_S * 1000;
        await untrusted.say("@bob:mod.example", whole);
        expect(untrusted.asks.list()).toMatchObject([{ isSigned: true, code: "TRUST_MISSING" }]);
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

    it("is not asked for when it comes from the future: it would never be over", async () => {
        const { say, shown } = bench();
        await say("@ann:mfa.example", begun(1_121));
        await say("@eve:mfa.example", begun(4_000_000_000, ["first~", "second~"]));
        expect(shown()).toEqual([]);
        await say("@ann:mfa.example", begun(1_120));
        expect(shown()).toEqual(["@ann:mfa.example"]);
    });

    it("is not asked of whoever cannot sign it, nor by one signature for what takes one", async () => {
        const { say, held, shown } = bench();
        held.delete("RELEASE");
        await say("@ann:mfa.example", begun(1_000));
        expect(shown()).toEqual([]);
        held.add("RELEASE");
        expect(shown()).toEqual(["@ann:mfa.example"]);
        await say("@bob:mod.example", begun(1_000).replace('"signers":2', '"signers":1'));
        expect(shown()).toEqual(["@ann:mfa.example"]);
    });

    it("is asked for by nobody but who reads the room, from when that is known and for as long as it is so", async () => {
        const { asks, say, readers, established, told, shown } = bench();
        for (const [userId, reads] of [
            ["@ann:mfa.example", null],
            ["@eve:mod.example", false],
        ] as const) {
            readers.set(userId, reads);
            await say(userId, begun(1_000));
        }
        await say("@bob:mod.example", begun(1_000).replace("!r:x", "!other:x"));
        expect([shown(), established]).toEqual([[], ["!r:x", "!r:x", "!other:x"]]);
        readers.set("@ann:mfa.example", true);
        const before = told.count;
        asks.roomChanged("!elsewhere:x");
        expect(told.count).toBe(before);
        asks.roomChanged("!r:x");
        expect(told.count).toBe(before + 1);
        expect(shown()).toEqual(["@ann:mfa.example"]);
        readers.set("@ann:mfa.example", false);
        expect(shown()).toEqual([]);
    });

    it("is not pushed out by those who may not ask, however many", async () => {
        const { say, readers, shown } = bench();
        await say("@ann:mfa.example", begun(1_000));
        for (let at = 0; at < 30; at++) {
            readers.set(`@eve${at}:mod.example`, null);
            await say(`@eve${at}:mod.example`, begun(1_000));
        }
        expect(shown()).toEqual(["@ann:mfa.example"]);
    });
});
