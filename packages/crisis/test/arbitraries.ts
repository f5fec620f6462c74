import fc from "fast-check";
import type { AnswerRecord, GatewayOutcome, LedgerEntry } from "../src/index.ts";
import { INTEL, idOf, MFA, MOD } from "./samples.ts";

const few = <const T>(...values: readonly [T, ...T[]]) => fc.constantFrom(...values);
const timeS = fc.integer({ min: 0, max: 9 });
/** Draws members that may be missing, and leaves them out. */
const partly = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const answered = fc.record({
    answeredS: timeS,
    answer: fc.record({
        rev: fc.integer({ min: 1, max: 3 }),
        kind: few("acknowledged", "cannot-comply"),
        atS: timeS,
    }),
});

/** Records from a small world, so that equal times and equal revisions meet often. */
export const anyRecord: fc.Arbitrary<AnswerRecord> = fc
    .tuple(partly({ undecryptableS: timeS, deliveredS: timeS, seenS: timeS }), fc.option(answered, { nil: {} }))
    .map(([rungs, answer]) => ({ ...rungs, ...answer }));

const broadcast = fc.record({ sub: few("@a:x", "@b:y"), id: few(idOf(1), idOf(2)) });
const who = few("@a:x", "@b:y", "@c:x");
const agency = few(MFA, MOD, INTEL);
const event = few("$1", "$2");
const counts = fc.integer({ min: 0, max: 3 }).map((seen) => ({
    ...{ addressed: seen, noDevice: 0, noKey: 0, notDelivered: 0, undecryptable: 0, delivered: 0, seen },
    ...{ acknowledged: 0, cannotComply: 0 },
}));
const small = fc.integer({ min: 1, max: 3 });

export const anyEntry: fc.Arbitrary<LedgerEntry> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ t: few("answer"), broadcast, who, record: anyRecord }) },
    fc.record({
        t: few("addressed"),
        broadcast,
        who,
        reach: few("no-device", "key-withheld", "keyed"),
    }),
    fc.record({ t: few("manifest"), broadcast, agency, addressed: small, noDevice: few(0, 1), noKey: few(0) }),
    fc.record({ t: few("event"), broadcast, event }),
    fc.record({ t: few("undecryptable"), event, who, atS: timeS }),
    fc.record({ t: few("counts"), broadcast, agency, iat: timeS, counts }),
    fc.record({ t: few("step"), broadcast, step: small, by: who, atS: timeS }),
    fc.record({
        t: few("step"),
        broadcast,
        step: small,
        by: who,
        atS: timeS,
        gateway: few<GatewayOutcome>({ state: "done", exit: 0 }, { state: "timed-out" }),
    }),
    fc.record({ t: few("unreached"), broadcast, step: small, who, why: few("no-device", "not-sent"), atS: timeS }),
    fc.record({ t: few("pause"), broadcast, rev: small, paused: fc.boolean() }),
    fc.record({ t: few("alive"), who, device: few("D1", "D2"), untilS: timeS }),
    fc.record({
        t: few("released"),
        broadcast,
        agency,
        who,
        rung: few("seen", "delivered"),
        atS: timeS,
    }),
);
