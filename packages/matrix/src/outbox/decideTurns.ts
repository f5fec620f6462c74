import { type LiveEntry, needsUpload, roomOf } from "./LiveEntry.ts";

/** A file up to this size keeps its place before later messages of its room; a larger one is passed at once. */
const smallFileBytes = 256 * 1024;
/** An upload that runs longer than this is on a slow link: whatever waits behind a file passes it. */
const uploadGraceMs = 1_500;

export interface Turns {
    /** May start their next stage now, those that go first first. `mayLeave`: nothing of the room has to leave before. */
    readonly ready: readonly { readonly entry: LiveEntry; readonly mayLeave: boolean }[];
    /** Monotonic: when the answer changes by time alone; Infinity when it does not. */
    readonly nextMs: number;
}

/**
 * Whose turn it is (acceptance F03, F08, H08). Per room in order, with three exceptions: crisis passes everything but
 * crisis, chat passes a file that is large or whose upload is stuck, and what is said waits for no state. A file's event
 * passes nothing. What rests is passed by all.
 */
export function decideTurns(entries: Iterable<LiveEntry>, uploadsHeld: boolean, nowMs: number): Turns {
    const queued = [...entries].filter((entry) => entry.record.state === "queued").sort(bySeq);
    const slowAtMs = uploadsHeld ? nowMs : uploadSlowAtMs(queued);
    const uploadsSlow = slowAtMs <= nowMs;
    let nextMs = uploadsSlow ? Number.POSITIVE_INFINITY : slowAtMs;
    const earlier = new Map<string, LiveEntry[]>();
    const ready: { entry: LiveEntry; mayLeave: boolean }[] = [];
    for (const entry of queued) {
        if (entry.restsUntilMs > nowMs) {
            nextMs = Math.min(nextMs, entry.restsUntilMs);
            continue;
        }
        const roomId = roomOf(entry.record);
        const before = roomId === null ? [] : (earlier.get(roomId) ?? []);
        const mayLeave = before.every((other) => mayPass(entry, other, uploadsSlow, nowMs));
        if (roomId !== null) earlier.set(roomId, [...before, entry]);
        if (entry.running !== null || entry.notReady) continue;
        if (entry.notBeforeMs > nowMs) nextMs = Math.min(nextMs, entry.notBeforeMs);
        else ready.push({ entry, mayLeave });
    }
    return { ready: ready.sort((a, b) => rank[a.entry.record.priority] - rank[b.entry.record.priority]), nextMs };
}

/** Nothing of the room has to leave before what is queued now. */
export function isFirstIn(roomId: string, entries: Iterable<LiveEntry>, nowMs: number): boolean {
    return [...entries].every((entry) => roomOf(entry.record) !== roomId || entry.restsUntilMs > nowMs);
}

function mayPass(entry: LiveEntry, other: LiveEntry, uploadsSlow: boolean, nowMs: number): boolean {
    if (isState(other) && !isSameState(entry, other)) return true;
    if (entry.record.priority === "crisis") return other.record.priority !== "crisis";
    if (entry.record.priority === "file" || other.record.priority !== "file") return false;
    const holdsItsPlace = !needsUpload(other.record) || (!uploadsSlow && isSmall(other) && other.notBeforeMs <= nowMs);
    return !holdsItsPlace;
}

const isState = ({ record }: LiveEntry) => record.payload.kind === "state";

/** Of one piece of state the later is to stand. */
function isSameState({ record: { payload: a } }: LiveEntry, { record: { payload: b } }: LiveEntry): boolean {
    return a.kind === "state" && b.kind === "state" && a.type === b.type && a.stateKey === b.stateKey;
}

/** One upload runs at a time: when that is slow, so are all behind it. */
function uploadSlowAtMs(queued: readonly LiveEntry[]): number {
    const running = queued.find((entry) => entry.running?.stage === "upload");
    if (running?.running == null) return Number.POSITIVE_INFINITY;
    return isSmall(running) ? running.running.sinceMs + uploadGraceMs : 0;
}

const isSmall = (entry: LiveEntry) =>
    Object.values(entry.record.uploads).reduce((sum, upload) => sum + upload.sizeBytes, 0) <= smallFileBytes;

const rank = { crisis: 0, chat: 1, file: 2 } as const;
export const bySeq = (a: LiveEntry, b: LiveEntry) => a.record.seq - b.record.seq;
