import {
    ANSWER_CONFIRMED_TYPE,
    ANSWER_TYPE,
    type AnswerRecord,
    type AnswerWire,
    type BroadcastRef,
    isPartOf,
    isSettled,
    joinRecords,
    parseConfirmation,
    retryDelayMs,
} from "@valise/crisis";
import type { CrisisParts } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";

/** What this device says to its own agency's cell about one thing, until the cell's ledger holds all of it. */
export interface KeptAnswer {
    readonly about: AnswerWire["about"];
    /** Whom a deputy answered for; null: the person themself. */
    readonly insteadOf: string | null;
    /** The channel it came in, which names the cell. */
    readonly roomId: string;
    readonly record: AnswerRecord;
    readonly held: "waiting" | "received" | "ledger";
}

/** The persistent outbox of answers (crisis SPEC 6.5 to 6.7): its own retries, above those of single requests. */
export interface Answers {
    get(about: AnswerWire["about"], insteadOf: string | null): KeptAnswer | null;
    /** Joined to what was said before; on the disk when it resolves, and on its way. */
    say(about: AnswerWire["about"], roomId: string, record: AnswerRecord, insteadOf?: string | null): Promise<void>;
    /** The cell may be another, or there for the first time: what waits is sent now. */
    retryNow(): void;
    onChanged(listener: () => void): void;
    load(): Promise<void>;
    stop(): void;
}

export interface AnswerParts extends Pick<CrisisParts, "store" | "clock" | "outbox" | "toDevice" | "me"> {
    /** Who of the own agency's cell is on duty for a channel now, and who stands behind them. */
    cells(roomId: string): { readonly first: readonly string[]; readonly second: readonly string[] };
    /** This device is of the cell itself: it collects its own word at once. Resolves true when the ledger has it. */
    collectOwn(wire: AnswerWire): Promise<boolean>;
}

export const nameOfAbout = (about: AnswerWire["about"], insteadOf: string | null): string =>
    `${"event" in about ? about.event : `${about.broadcast.id} ${about.broadcast.sub}`} ${insteadOf ?? ""}`;

export const aboutBroadcast = ({ sub, id }: BroadcastRef): AnswerWire["about"] => ({ broadcast: { sub, id } });

/** After so many sendings without an answer the second cell is told as well. */
const FIRST_CELL_ALONE = 2;

/** Nobody is on duty, or nobody's devices are known: asked again after this. */
const NO_CELL_MS = 15_000;

export function createAnswers(parts: AnswerParts): Answers {
    const { clock, outbox, me } = parts;
    const table = createCrisisTable<KeptAnswer>(parts.store, "answer");
    const kept = new Map<string, KeptAnswer>();
    const timers = new Map<string, { attempt: number; timer: Disposable | null }>();
    /** Channels whose first cell has not answered: what is said next goes to both at once. */
    const silent = new Set<string>();
    const listeners: (() => void)[] = [];

    const keep = async (name: string, next: KeptAnswer) => {
        kept.set(name, next);
        await table.put([[name, next]]);
        for (const listener of listeners) listener();
    };
    const wireOf = ({ about, insteadOf, record }: KeptAnswer): AnswerWire => ({
        v: 1,
        about,
        ...(insteadOf !== null && { for: insteadOf }),
        record,
    });

    const send = async (name: string) => {
        const answer = kept.get(name);
        if (answer === undefined || answer.held === "ledger") return;
        const { first, second } = parts.cells(answer.roomId);
        const { attempt } = timers.get(name) ?? { attempt: 0 };
        if (attempt >= FIRST_CELL_ALONE || first.length === 0) silent.add(answer.roomId);
        const cell = silent.has(answer.roomId) ? [...first, ...second] : first;
        const content = wireOf(answer);
        if (cell.includes(me.userId) && (await parts.collectOwn(content))) {
            await keep(name, { ...answer, held: "ledger" });
            return;
        }
        const others = cell.filter((userId) => userId !== me.userId);
        if (others.length > 0) {
            const messages = Object.fromEntries(others.map((userId) => [userId, { "*": content }]));
            const payload = { kind: "to-device", type: ANSWER_TYPE, messages, encrypt: true } as const;
            await outbox.enqueue({ payload: payload as never, priority: "crisis" });
        }
        timers.get(name)?.timer?.[Symbol.dispose]();
        const isSent = others.length > 0;
        const next = clock.after(isSent ? retryDelayMs(attempt, Math.random()) : NO_CELL_MS, () => void send(name));
        timers.set(name, { attempt: attempt + (isSent ? 1 : 0), timer: next });
    };

    parts.toDevice.on(ANSWER_CONFIRMED_TYPE, async ({ senderId, content, isSenderSigned }) => {
        const confirmed = parseConfirmation(content);
        if (!confirmed.ok) return;
        const { about, for: person, record, held } = confirmed.value;
        const name = nameOfAbout(about, person ?? null);
        const answer = kept.get(name);
        if (answer === undefined || answer.held === "ledger") return;
        const { first, second } = parts.cells(answer.roomId);
        if (![...first, ...second].includes(senderId) || !(await isSenderSigned())) return;
        if (first.includes(senderId)) silent.delete(answer.roomId);
        if (isSettled(answer.record, confirmed.value)) {
            timers.get(name)?.timer?.[Symbol.dispose]();
            timers.delete(name);
            await keep(name, { ...answer, held: "ledger" });
        } else if (held === "received" && isPartOf(answer.record, record)) await keep(name, { ...answer, held });
    });

    return {
        get: (about, insteadOf) => kept.get(nameOfAbout(about, insteadOf)) ?? null,
        async say(about, roomId, record, insteadOf = null) {
            const name = nameOfAbout(about, insteadOf);
            const before = kept.get(name);
            const joined = before === undefined ? record : joinRecords(before.record, record);
            if (before !== undefined && isPartOf(joined, before.record)) return;
            await keep(name, { about, insteadOf, roomId, record: joined, held: "waiting" });
            timers.get(name)?.timer?.[Symbol.dispose]();
            timers.delete(name);
            void send(name);
        },
        retryNow() {
            for (const [name, { held }] of kept) if (held !== "ledger") void send(name);
        },
        onChanged: (listener) => void listeners.push(listener),
        async load() {
            for (const { id, value } of await table.list()) if (!kept.has(id)) kept.set(id, value);
            this.retryNow();
            for (const listener of listeners) listener();
        },
        stop() {
            for (const { timer } of timers.values()) timer?.[Symbol.dispose]();
            timers.clear();
        },
    };
}
