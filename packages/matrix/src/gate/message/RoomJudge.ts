import type { Verdict } from "@valise/bridge";
import { covers } from "@valise/labels";
import type { JsonObject } from "../../json.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import { type Arrival, endedCodes, judgeMessage, warningOf } from "./judgeMessage.ts";
import type { KeptVerdicts } from "./KeptVerdicts.ts";
import { labelFieldOf } from "./labelContent.ts";
import type { RoomLabels, SenderStanding } from "./RoomLabels.ts";
import { type MessageLabel, noLabel, readMessageLabel, shownContent } from "./readMessageLabel.ts";

/** What one message of a labelled room counts as, and what this device makes of it. */
export interface Judgement extends MessageLabel {
    readonly verdict: Verdict;
}

/** Judges the messages of one labelled room. The same event gives the same object until something it depends on changed. */
export interface RoomJudge {
    judge(event: TimelineEvent): Judgement;
    /** Whether an edit of the same sender counts: not refused, and its label covers what it replaces. */
    mayReplace(replaced: TimelineEvent, edit: TimelineEvent): true | "refused" | "lowered";
    /** The label of a content of one's own, on its way out. */
    read(content: JsonObject): MessageLabel;
    /** The content as it is shown: without the mark for other clients. */
    shown(content: JsonObject, label: MessageLabel): JsonObject;
    /** These came by the sync as they happened, not as history. */
    told(events: readonly TimelineEvent[]): void;
    /** The charter, a member's standing or one's own clearance is another: what is not settled is judged again. */
    changed(): void;
    readonly kept: KeptVerdicts;
}

export interface RoomJudgeParts {
    readonly myUserId: string;
    readonly kept: KeptVerdicts;
    labels(): RoomLabels;
    standingOf(userId: string): SenderStanding;
    /** Whether two officers had let this person in at that time (protocol 3). */
    wasLetIn(userId: string, atMs: number): boolean;
}

const MAX_CACHED = 5_000;
const MAX_KNOWN = 500;
const MAX_FIELD = 2_048;
const me: SenderStanding = { kind: "stands" };

export function createRoomJudge(parts: RoomJudgeParts): RoomJudge {
    const { kept, myUserId } = parts;
    const made = new Map<string, Made>();
    const told = new Set<string>();
    let labels = parts.labels();
    let revision = 0;
    /** By what stands in the content: a room uses few labels, and reading one is the dear part. */
    const known = new Map<string, MessageLabel>();

    const read = (content: JsonObject): MessageLabel => {
        const field = JSON.stringify(labelFieldOf(content)) ?? "";
        const label = known.get(field) ?? readMessageLabel(content, labels);
        if (known.size >= MAX_KNOWN) known.clear();
        if (field.length <= MAX_FIELD) known.set(field, label);
        return label;
    };

    const verdictOf = (event: TimelineEvent, label: MessageLabel): Verdict => {
        const letIn = parts.wasLetIn(event.senderId, event.sentAtMs);
        if (event.senderId === myUserId) return judgeMessage(event, label, me, "told", letIn).verdict;
        const before = kept.get(event.eventId);
        if (before === "ok" && event.refusal == null) return warned(event, label, letIn);
        // Refused once for what ended the sender's standing: a later clearance does not bring it back.
        if (before !== null && endedCodes.has(before)) return { kind: "refuse", code: before };
        const arrival: Arrival = before !== null || told.has(event.eventId) ? "told" : "history";
        const { verdict, settled } = judgeMessage(event, label, parts.standingOf(event.senderId), arrival, letIn);
        if (settled || arrival === "told") kept.put(event.eventId, outcomeOf(verdict, settled), event.sentAtMs);
        return verdict;
    };

    const judge = (event: TimelineEvent): Judgement => {
        const last = made.get(event.eventId);
        if (last?.event === event && last.revision === revision) return last.judgement;
        const label = event.body === "decrypted" ? read(event.content) : noLabel;
        const verdict = verdictOf(event, label);
        const fresh = { ...label, verdict: isOpen(event, label, verdict) ? checking : verdict };
        // The same object while nothing in it changed, so that rows keep their identity.
        const judgement = last !== undefined && isSame(last.judgement, fresh) ? last.judgement : fresh;
        if (made.size >= MAX_CACHED) made.clear();
        made.set(event.eventId, { event, revision, judgement });
        return judgement;
    };

    return {
        kept,
        judge,
        mayReplace(replaced, edit) {
            const [before, after] = [judge(replaced), judge(edit)];
            if (after.verdict.kind === "refuse") return "refused";
            if (before.label === null || after.label === null) return true;
            return covers(after.label, before.label, labels.registry).ok || "lowered";
        },
        read,
        shown: (content, label) => shownContent(content, label, labels),
        told(events) {
            for (const { eventId } of events) told.add(eventId);
        },
        changed() {
            const next = parts.labels();
            if (!readAlike(labels, next)) known.clear();
            labels = next;
            revision++;
        },
    };
}

const checking: Verdict = { kind: "warn", code: "VRD-CHECKING" };

/** While the charter is being verified nobody knows what a message counts as. */
function isOpen({ body }: TimelineEvent, { label }: MessageLabel, { kind }: Verdict): boolean {
    return body === "decrypted" && label === null && kind !== "refuse";
}

function warned(event: TimelineEvent, label: MessageLabel, letIn: boolean): Verdict {
    const code = warningOf(event, label, letIn);
    return code === null ? { kind: "ok", code: null } : { kind: "warn", code };
}

/** A settled warning is about label or device, which are looked at again each time: the sender passed. */
function outcomeOf({ kind, code }: Verdict, settled: boolean): string {
    return code === null || (settled && kind === "warn") ? "ok" : code;
}

interface Made {
    readonly event: TimelineEvent;
    readonly revision: number;
    readonly judgement: Judgement;
}

function readAlike(a: RoomLabels, b: RoomLabels): boolean {
    return a.registry === b.registry && a.highest === b.highest && a.ownPolicy === b.ownPolicy;
}

function isSame(a: Judgement, b: Judgement): boolean {
    const sameLabel = a.marking === b.marking && a.label === b.label && a.labelled === b.labelled;
    const sameVerdict = a.verdict.kind === b.verdict.kind && a.verdict.code === b.verdict.code;
    return sameVerdict && (sameLabel || JSON.stringify(a) === JSON.stringify(b));
}
