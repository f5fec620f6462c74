import { epochMs } from "@valise/base";
import type { EventId, LogEntrySnapshot, LogSnapshot, RoomId, UserId } from "@valise/bridge";
import { type LogBody, type LogEntry, type MergedLog, NO_DUFF_KEY, tasksOf, withoutRepeats } from "@valise/crisis";
import { parseLabelWire } from "@valise/labels";
import { markingSnapshot } from "../../gate/message/markingSnapshot.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { CrisisParts } from "../CrisisParts.ts";
import { personName } from "../personName.ts";
import type { Logs } from "./createLogs.ts";
import type { SitrepRhythms } from "./createSitrepRhythms.ts";

export interface LogSnapshotParts extends CrisisParts {
    readonly logs: Logs;
    readonly rhythm: SitrepRhythms;
}

export function buildLogSnapshot(roomId: RoomId, parts: LogSnapshotParts): LogSnapshot {
    const { merged, eventOf } = parts.logs.log(roomId);
    const open = new Set(tasksOf(merged).flatMap(({ task, state }) => (state === "open" ? [task] : [])));
    const rows = withoutRepeats(merged.entries).map((entry) =>
        rowOf(entry, merged, open, eventOf(entry.digest), roomId, parts),
    );
    const { dueS } = parts.rhythm.of(roomId);
    return { roomId, sitrepDueAtMs: dueS === null ? null : epochMs(dueS * 1000), rows };
}

function rowOf(
    { author, wire, label, digest }: LogEntry,
    { faults }: MergedLog,
    open: ReadonlySet<string>,
    eventId: string,
    roomId: RoomId,
    { book, community, holder }: CrisisParts,
): LogEntrySnapshot {
    const entry = book.get(roomId);
    const parsed = parseLabelWire(label, community.registry);
    const { body, seq } = wire;
    return {
        key: digest,
        eventId: eventId as EventId,
        authorId: author as UserId,
        authorName: personName({ book, community }, roomId, author),
        agency: community.agencyOfServer(serverNameOf(author))?.name ?? null,
        atMs: epochMs(wire.iat * 1000),
        ...wordsOf(body),
        auto: autoOf(body, entry?.timeline.get(eventId)?.content[NO_DUFF_KEY] === true),
        done: body.kind === "task" && !open.has(body.task),
        marking: parsed.ok
            ? markingSnapshot(parsed.value, community.registry, holder.clearance()?.policy ?? null)
            : null,
        chain: chainOf(faults, author, seq),
    };
}

type Said = Pick<LogEntrySnapshot, "kind" | "title" | "text" | "instead" | "ownerId" | "ownerRole" | "dueAtMs">;

function wordsOf(body: LogBody): Said {
    const none = { instead: null, ownerId: null, ownerRole: null, dueAtMs: null };
    switch (body.kind) {
        case "sitrep":
            return { ...none, kind: "sitrep", title: `SITREP ${body.number}: ${body.summary}`, text: body.text ?? "" };
        case "decision":
            return {
                ...none,
                kind: "decision",
                title: body.text,
                text: body.reason ?? "",
                instead: body.insteadOf ?? null,
            };
        case "task":
            return {
                ...none,
                kind: body.state === "open" ? "task" : "task-done",
                title: body.text,
                text: body.note ?? "",
                ownerId: (body.ownerSub ?? null) as UserId | null,
                ownerRole: body.owner ?? null,
                dueAtMs: body.dueS === undefined ? null : epochMs(body.dueS * 1000),
            };
        case "auto":
            return { ...none, kind: "automatic", title: body.code, text: factsText(body.facts) };
    }
}

const factsText = (facts: Readonly<Record<string, string | number>>): string =>
    Object.entries(facts)
        .map(([name, value]) => `${name}=${value}`)
        .join(" ");

function autoOf(body: LogBody, noDuff: boolean): LogEntrySnapshot["auto"] {
    if (body.kind !== "auto") return null;
    const { code, facts, broadcast } = body;
    return { code, facts, broadcastId: broadcast?.id ?? null, noDuff };
}

function chainOf(faults: MergedLog["faults"], author: string, seq: number): LogEntrySnapshot["chain"] {
    const own = faults.filter((fault) => fault.author === author);
    if (own.some((fault) => fault.kind === "forked" && fault.seq === seq)) return "forked";
    if (own.some((fault) => fault.kind === "missing" && fault.toSeq + 1 === seq)) return "gap";
    const isOther = own.some(
        (fault) => fault.kind !== "missing" && fault.kind !== "forked" && "seq" in fault && fault.seq === seq,
    );
    return isOther ? "reordered" : "whole";
}
