import { nobleCrypto } from "@valise/clearance";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block, CHANNEL, digestOf, idris, MFA, MOD, PAUL, received, refTo, SENT_S, wish } from "../../test/samples.ts";
import { isAddressed } from "./audience.ts";
import { authorityPayload, checkAuthority } from "./authority.ts";
import { broadcastDigest, broadcastKey, broadcastRefOf, deadlineOf, parseBroadcast, textFor } from "./Broadcast.ts";
import { draftBroadcast } from "./draftBroadcast.ts";
import { DEFAULT_QUOTAS, quotaOf } from "./quota.ts";

describe("drafting", () => {
    it("sets the deadline by precedence, and the plan of the mockup", () => {
        expect(deadlineOf(block())).toBe(SENT_S + 600);
        expect(deadlineOf(block({ precedence: "IMMEDIATE" }))).toBe(SENT_S + 1800);
        expect(deadlineOf(block({ precedence: "ROUTINE" }))).toBeUndefined();
        expect(block().plan.map(({ afterS, do: what }) => [afterS, what])).toEqual([
            [120, "alarm"],
            [300, "deputies"],
            [600, "list"],
            [660, "gateway"],
            [1080, "decide"],
        ]);
    });

    it("is an update when it supersedes and a cancel when it cancels", () => {
        const refs = [refTo(received({}, { n: 1 }))];
        expect(block({ supersedes: refs })).toMatchObject({ msgType: "update", refs });
        expect(block({ cancels: refs })).toMatchObject({ msgType: "cancel", refs, ask: null, plan: [] });
    });

    it("outlives a long deadline, and refuses what nobody could read", () => {
        expect(block({ ask: { withinS: 86_400 } }).expires).toBe(SENT_S + 2 * 86_400);
        expect(block({ expiresInS: 700 }).plan.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
        expect(draftBroadcast(wish({ texts: {} }), block().id, SENT_S)).toMatchObject({ error: { path: "texts" } });
    });

    it("is read back as it was written, also after JSON", () => {
        const words = fc.record({
            body: fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }).filter((text) => text.trim() !== ""),
        });
        const wishes = fc.record({
            status: fc.constantFrom("actual", "exercise", "test"),
            precedence: fc.constantFrom("ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH"),
            texts: fc.dictionary(fc.constantFrom("en", "fr", "de", "de-CH"), words, { minKeys: 1 }),
            lead: fc.constantFrom(MFA, MOD),
        });
        fc.assert(
            fc.property(wishes, (one) => {
                const drafted = draftBroadcast(
                    one as Parameters<typeof wish>[0] as ReturnType<typeof wish>,
                    block().id,
                    SENT_S,
                );
                expect(drafted.ok && parseBroadcast(JSON.parse(JSON.stringify(drafted.value)))).toEqual(drafted);
            }),
            { numRuns: 50 },
        );
    });
});

describe("authority", () => {
    const wire = block();
    const digest = digestOf(7);
    const payload = authorityPayload(wire, digest, CHANNEL);
    const by = [{ sub: PAUL, mxk: "k", agency: MOD, roles: ["BROADCAST"] }];
    const statement = {
        wire: { kind: "broadcast-authority" as const, payload: "", by: [] },
        payload,
        digest: "",
        iat: 1,
        by,
    };
    const expected = { room: CHANNEL, digest, sender: PAUL };

    it("makes its signer the author of this very broadcast", () => {
        expect(checkAuthority(statement, wire, expected)).toMatchObject({
            ok: true,
            value: { sub: PAUL, agency: MOD },
        });
    });

    it.each([
        ["another content", { ...expected, digest: digestOf(8) }, "authority-of-another"],
        ["another room", { ...expected, room: "!r:x" }, "authority-of-another"],
        ["another sender", { ...expected, sender: "@mallory:mod.example" }, "not-a-broadcaster"],
    ])("is refused for %s", (_what, other, kind) => {
        expect(checkAuthority(statement, wire, other)).toMatchObject({ error: { kind } });
    });

    it("is refused without the role, for another id or time, and with unknown members", () => {
        const unable = { ...statement, by: by.map((each) => ({ ...each, roles: ["CRISIS"] })) };
        expect(checkAuthority(unable, wire, expected)).toMatchObject({ error: { kind: "not-a-broadcaster" } });
        for (const other of [block({}, 8), block({}, 7, SENT_S + 1)])
            expect(checkAuthority(statement, other, expected)).toMatchObject({
                error: { kind: "authority-of-another" },
            });
        const extra = { ...statement, payload: { ...payload, note: 1 } };
        expect(checkAuthority(extra, wire, expected)).toMatchObject({ error: { kind: "authority-malformed" } });
    });

    it("covers block and label, in whatever order their members stand", async () => {
        const label = { policy: "FR", level: "DR" };
        const one = await broadcastDigest(nobleCrypto, wire, label);
        const turned = Object.fromEntries(Object.entries(wire).reverse()) as typeof wire;
        expect(await broadcastDigest(nobleCrypto, turned, { level: "DR", policy: "FR" })).toBe(one);
        expect(await broadcastDigest(nobleCrypto, wire, { ...label, level: "NP" })).not.toBe(one);
        expect(await broadcastDigest(nobleCrypto, { ...wire, status: "exercise" }, label)).not.toBe(one);
    });
});

describe("audience", () => {
    const to = (agencies: string[], posts: string[], roles: string[]) =>
        isAddressed(block({ audience: { agencies, posts, roles } }), idris);

    it("is everyone unless it says otherwise; agencies and places must both fit, posts or roles either", () => {
        expect(to([], [], [])).toBe(true);
        expect(to([MFA], [], ["CONSUL"])).toBe(true);
        expect(to([MFA], ["EMB.PORT-LAZARE"], ["PRESS"])).toBe(true);
        expect(to([MOD], ["EMB.PORT-LAZARE"], [])).toBe(false);
        const several = { ...idris, roles: ["CONSUL", "PRESS"] };
        expect(isAddressed(block({ audience: { agencies: [], posts: [], roles: ["PRESS"] } }), several)).toBe(true);
        expect(to([MFA], ["EMB.OTHER"], ["PRESS"])).toBe(false);
    });
});

describe("quotas", () => {
    it("counts the third FLASH of today, and says when there are more than agreed", () => {
        const sent = [1, 2, 3].map((n) => received({}, { n, iatS: SENT_S + n }));
        const others = [
            received({ precedence: "IMMEDIATE" }, { n: 4 }),
            received({ status: "exercise" }, { n: 5 }),
            received({}, { n: 6, iatS: SENT_S - 90_000 }),
            received({}, { n: 7, author: { sub: "@x:mfa.example", agency: MFA, roles: [] } }),
            received({ supersedes: [refTo(received())] }, { n: 8 }),
        ];
        const next = { agency: MOD, precedence: "FLASH", isActual: true } as const;
        const ask = (known: typeof sent) => quotaOf(known, next, SENT_S - 36_000, DEFAULT_QUOTAS);
        expect(ask([...sent.slice(0, 2), ...others])).toEqual({ ordinal: 3 });
        expect(ask([...sent, ...others])).toEqual({ ordinal: 4, over: 3 });
    });
});

describe("reading", () => {
    it("shows the reader's language, else a wider one, else English", () => {
        const { texts } = block({ texts: { de: { body: "Jetzt" }, en: { body: "Now" } } });
        expect(textFor(texts, ["de-CH"])?.body).toBe("Jetzt");
        expect(textFor(texts, ["fr"])?.language).toBe("en");
        expect(textFor({ fr: { body: "Vite" } }, ["de"])?.body).toBe("Vite");
    });

    it("names a broadcast by sender and id", () => {
        const ref = { sub: PAUL, id: block().id };
        expect(broadcastRefOf(broadcastKey(ref))).toEqual(ref);
    });
});
