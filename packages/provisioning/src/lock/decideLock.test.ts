import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClaimEvent, decideLock, LEASE_MS } from "./decideLock.ts";

const claim = (id: string, atMs: number, breaks?: string): ClaimEvent => ({
    kind: "claim",
    owner: `@${id}:x`,
    process: id,
    id,
    atMs,
    ...(breaks !== undefined && { breaks }),
});
const life = (of: string, atMs: number): ClaimEvent => ({
    kind: "sign-of-life",
    owner: `@${of}:x`,
    process: of,
    claim: of,
    id: `life-${atMs}`,
    atMs,
});
const release = (of: string, atMs: number): ClaimEvent => ({ kind: "release", claim: of, id: `end-${atMs}`, atMs });

describe("the lock", () => {
    it("is the first claimant's, and free once released", () => {
        expect(decideLock([])).toBeNull();
        expect(decideLock([claim("a", 10), claim("b", 11)])).toMatchObject({
            owner: "@a:x",
            sinceMs: 10,
            lastSignMs: 10,
        });
        expect(decideLock([claim("a", 10), claim("b", 11), release("b", 12)])?.claim).toBe("a");
        expect(decideLock([claim("a", 10), release("a", 12)])).toBeNull();
        expect(decideLock([claim("a", 10), release("a", 12), claim("b", 13)])?.claim).toBe("b");
    });

    it("passes on when its holder gave no sign of life for long enough, and not before", () => {
        expect(decideLock([claim("a", 0), claim("b", LEASE_MS)])?.claim).toBe("a");
        expect(decideLock([claim("a", 0), claim("b", LEASE_MS + 1)])?.claim).toBe("b");
        expect(decideLock([claim("a", 0), life("a", 30_000), claim("b", LEASE_MS + 1)])?.claim).toBe("a");
        // What the former holder says later takes nothing back.
        expect(decideLock([claim("a", 0), claim("b", LEASE_MS + 1), life("a", LEASE_MS + 2)])?.claim).toBe("b");
    });

    it("is broken by naming its holder; of two who do, one has it", () => {
        expect(decideLock([claim("a", 0), claim("b", 1, "a"), claim("c", 2, "a")])?.claim).toBe("b");
        expect(decideLock([claim("a", 0), claim("b", 1, "other")])?.claim).toBe("a");
    });

    it("is known from a history whose beginning is missing", () => {
        expect(decideLock([life("a", 50), claim("b", 60)])).toMatchObject({ claim: "a", owner: "@a:x" });
        expect(decideLock([release("a", 50), claim("b", 60)])?.claim).toBe("b");
    });

    it("never leaves a claimant in doubt: whoever holds it made a claim in this very history", () => {
        const id = fc.constantFrom("a", "b", "c");
        const event = fc.oneof(
            fc.record({ what: fc.constant("claim"), id, breaks: fc.option(id, { nil: undefined }) }),
            fc.record({ what: fc.constantFrom("life", "release"), id, breaks: fc.constant(undefined) }),
        );
        fc.assert(
            fc.property(fc.array(fc.tuple(event, fc.nat(60_000)), { maxLength: 30 }), (said) => {
                let nowMs = 0;
                const claimed = new Set<string>();
                const history = said.flatMap(([{ what, id: who, breaks }, laterMs]): ClaimEvent[] => {
                    nowMs += laterMs;
                    if (what === "claim") {
                        claimed.add(who);
                        return [claim(who, nowMs, breaks)];
                    }
                    if (!claimed.has(who)) return [];
                    return [what === "life" ? life(who, nowMs) : release(who, nowMs)];
                });
                const holder = decideLock(history);
                expect(holder === null || claimed.has(holder.claim)).toBe(true);
            }),
        );
    });
});
