import { err, ok, type Result } from "@valise/base";
import { isPartOf, joinRecords } from "../answer/AnswerRecord.ts";
import type { AnswerWire, ConfirmationWire } from "../answer/wire.ts";
import { type Ledger, slotOf } from "./Ledger.ts";
import type { LedgerEntry } from "./wire.ts";

/** Why a cell does not take a record. */
export type CollectRefusal =
    /** The sender may not speak for that person. */
    | { readonly kind: "not-for-them" }
    /** A person's own record says that someone else answered, or another's does not say who. */
    | { readonly kind: "answerer-mismatch" }
    /** The sender is not of the cell's agency. */
    | { readonly kind: "other-agency" };

/** What a cell knows of who may answer. */
export interface Collecting {
    /** Sender of the to-device message, proven by Olm and a signed device. */
    readonly sender: string;
    readonly isOwnAgency: (sub: string) => boolean;
    /** Whether `deputy` may answer for `sub`, by the directory. */
    readonly mayAnswerFor: (deputy: string, sub: string) => boolean;
}

/** The ledger entry that a record becomes (SPEC 7.4), or why it is not taken. A deputy gives an answer, never a rung. */
export function collectAnswer(wire: AnswerWire, { sender, ...by }: Collecting): Result<LedgerEntry, CollectRefusal> {
    const who = wire.for ?? sender;
    if (!by.isOwnAgency(sender) || !by.isOwnAgency(who)) return err({ kind: "other-agency" });
    const isForAnother = who !== sender;
    if (isForAnother && !by.mayAnswerFor(sender, who)) return err({ kind: "not-for-them" });
    const { answer, answeredS, undecryptableS } = wire.record;
    if (answer?.by !== (isForAnother && answer !== undefined ? sender : undefined))
        return err({ kind: "answerer-mismatch" });
    if ("event" in wire.about) {
        if (undecryptableS === undefined || isForAnother) return err({ kind: "answerer-mismatch" });
        return ok({ t: "undecryptable", event: wire.about.event, who, atS: undecryptableS });
    }
    const { broadcast } = wire.about;
    if (!isForAnother) return ok({ t: "answer", broadcast, who, record: wire.record });
    if (answer === undefined || answeredS === undefined) return err({ kind: "answerer-mismatch" });
    return ok({ t: "answer", broadcast, who, record: { answeredS, answer } });
}

/**
 * What a cell's device answers to a record it took (SPEC 6.6): the record as it has it; `ledger` once the ledger room holds all
 * that the device said, so that its outbox may let it go.
 */
export function confirmationOf(wire: AnswerWire, entry: LedgerEntry, published: Ledger): ConfirmationWire {
    const written = published.get(slotOf(entry));
    const isWritten =
        written !== undefined &&
        (entry.t !== "answer" || (written.t === "answer" && isPartOf(entry.record, written.record)));
    const record = written?.t === "answer" && isWritten ? joinRecords(wire.record, written.record) : wire.record;
    const { about, for: person } = wire;
    return {
        v: 1,
        about,
        ...(person !== undefined && { for: person }),
        record,
        held: isWritten ? "ledger" : "received",
    };
}
