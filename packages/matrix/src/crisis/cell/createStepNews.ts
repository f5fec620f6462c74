import { deadlineOf, type EscalationAct } from "@valise/crisis";
import type { BroadcastRecord } from "../broadcasts/BroadcastRecord.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import type { Happenings } from "../log/Happenings.ts";

/** What a plan's carrying on puts into the log by itself. */
export interface StepNews {
    done(record: BroadcastRecord, what: EscalationAct, more?: Readonly<Record<string, string | number>>): void;
    /** A roll call is over when its time is; whoever ends it before says so themselves. Told once. */
    closed(record: BroadcastRecord): void;
}

export function createStepNews(
    parts: Pick<CrisisParts, "clock" | "agency"> & { readonly happenings: Happenings },
): StepNews {
    const { clock, happenings, agency } = parts;
    const told = new Set<string>();
    const aboutOf = ({ received: { author, wire } }: BroadcastRecord) => ({
        ref: { sub: author.sub, id: wire.id },
        status: wire.status,
    });
    return {
        done(record, what, more = {}) {
            const broadcast = aboutOf(record);
            const facts = { step: what.step, people: what.people.length, agency: agency ?? "", ...more };
            if (what.do === "gateway") happenings.tell({ code: "gateway-called", facts, broadcast });
            else happenings.tell({ code: "step-done", facts: { ...facts, do: what.do }, broadcast });
        },
        closed(record) {
            const { wire } = record.received;
            const deadlineS = deadlineOf(wire);
            if (wire.ask?.rollCall === undefined || deadlineS === undefined || nowSOf(clock) < deadlineS) return;
            if (told.has(wire.id)) return;
            told.add(wire.id);
            const facts = { precedence: wire.precedence };
            happenings.tell({ code: "roll-call-closed", facts, broadcast: aboutOf(record) });
        },
    };
}
