import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineOutput, EngineParsed, RoomId, TimelineItemSnapshot } from "@valise/bridge";
import { draftStatement, encodeBase64Url } from "@valise/clearance";
import {
    ARCHIVED_LOG_PATH,
    type ArchiveFile,
    archivedLog,
    type LogEntry,
    packArchive,
    SIGNATURE_PATH,
    WATCH_PREFIX,
} from "@valise/crisis";
import { type Label, markedFileName, parseLabel, parseLabelWire } from "@valise/labels";
import { zipSync } from "fflate";
import { createAttachmentCipher } from "../../files/createAttachmentCipher.ts";
import { readEncryptedFile } from "../../files/readEncryptedFile.ts";
import { formatExport } from "../../gate/message/formatExport.ts";
import { nameOf } from "../../rooms/RoomRecord.ts";
import type { Account } from "../../session/Account.ts";
import { mediaCarrier } from "../../timeline/createFileCommands.ts";
import { createTimelineBuilder } from "../../timeline/timelineSnapshot.ts";
import { nowSOf } from "../CrisisParts.ts";

type ArchiveWish = Pick<EngineParsed<"exportArchive">, "words" | "files">;

/**
 * The after-action archive of one room (crisis SPEC 17) as a zip: the conversation to read, the log with its chains, the cell's
 * ledger, whom this device's keys went to and, where wanted, the files; its manifest signed by this person as CRISIS or by a duty role. What this device cannot read is counted as left out.
 */
export async function packRoom(
    current: Account,
    roomId: RoomId,
    { words, files: withFiles }: ArchiveWish,
): Promise<Result<EngineOutput<"exportArchive">, EngineFailure>> {
    const { crisis, clearances, book, gates, messages, clock } = current;
    const { community, holder } = clearances;
    const context = community.context();
    const ruling = gates.ruling(roomId);
    const entry = book.get(roomId);
    if (context === null || entry === null || ruling.kind !== "ruled")
        return err({ kind: "refused", code: "CHR_MISSING" });
    const role = roleToSign(current);
    if (role === null) return err({ kind: "refused", code: "STM_ROLE" });
    await messages.prepare(roomId);
    const { rows } = createTimelineBuilder(current, roomId)();
    const { merged } = crisis.logs.log(roomId);
    const frame = {
        ...{
            format: "html" as const,
            words,
            marking: ruling.marking,
            exercise: ruling.charter.exercise,
            complete: entry.timeline.startReached,
        },
        ...{ me: current.session.userId, exportedAtMs: clock.nowMs() },
    };
    const conversation = formatExport(rows, frame);
    const utf8 = (text: string) => new TextEncoder().encode(text);
    const files = new Map<string, ArchiveFile>([
        ["conversation.html", { bytes: utf8(conversation.text), label: ruling.label }],
        [
            ARCHIVED_LOG_PATH,
            { bytes: archivedLog(merged.entries), label: highest(merged.entries, current) ?? ruling.label },
        ],
        ["ledger.json", { bytes: utf8(JSON.stringify([...crisis.ledger.all().values()])), label: ruling.label }],
    ]);
    const recipients = utf8(JSON.stringify(await current.releases.kept(roomId)));
    files.set("recipients.json", { bytes: recipients, label: ruling.label });
    const sentFiles = rows.filter(({ file, eventId }) => file !== null && eventId !== null);
    const attached = withFiles ? await filesOf(current, roomId, sentFiles, ruling.label) : [];
    for (const [path, file] of attached) files.set(path, file);
    const archive = encodeBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(16)));
    const facts = {
        ...{ archive, crisis: await crisis.logs.crisisOf(roomId), name: nameOf(entry.record) ?? roomId.slice(0, 120) },
        ...{ iat: nowSOf(clock), exercise: ruling.charter.exercise, scope: "all" as const },
        leftOut: {
            entries: 0,
            messages: conversation.gapCount,
            files: sentFiles.length - attached.length,
        },
        agencies: [...ruling.charter.agencies],
        heads: [...merged.heads],
    };
    const packed = await packArchive(files, facts, community.registry, context.crypto);
    if (!packed.ok) return err({ kind: "unexpected", name: packed.error.kind });
    const draft = draftStatement("archive", packed.value.payload);
    const audience = context.bundle.community;
    const signed = await holder.signStatement({ kind: "archive", audience, payload: draft.payload }, role);
    if (!signed.ok) return err({ kind: "refused", code: signed.error.code });
    const signature = utf8(JSON.stringify({ ...draft, by: [signed.value] }));
    const zipped = zipSync({ ...Object.fromEntries(packed.value.files), [SIGNATURE_PATH]: signature }, { level: 6 });
    const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
    return ok({
        name: `${ruling.charter.exercise ? "EXERCISE " : ""}${markedFileName(ruling.marking.portion, `valise-archive-${day}-${archive.slice(0, 6)}.zip`)}`,
        mimeType: "application/zip",
        bytes: zipped as Uint8Array<ArrayBuffer>,
        marking: `${ruling.charter.exercise ? "EXERCISE – " : ""}${ruling.marking.text}`,
        gaps: merged.faults.map(({ kind, author }) => `${kind} ${author}`),
    });
}

/** The files of these messages, each opened and checked as when a person opens it. */
async function filesOf(
    current: Account,
    roomId: RoomId,
    rows: readonly TimelineItemSnapshot[],
    room: Label,
): Promise<[string, ArchiveFile][]> {
    const found: [string, ArchiveFile][] = [];
    for (const { eventId, file, marking, verdict } of rows) {
        const event = current.book.get(roomId)?.timeline.get(eventId ?? "") ?? null;
        if (event === null || file === null || verdict.kind === "refuse") continue;
        const bytes = await readEncryptedFile(event.content.file, mediaCarrier(current), createAttachmentCipher(), {});
        if (!bytes.ok) continue;
        const label = marking?.label == null ? null : parseLabel(marking.label, current.clearances.community.registry);
        // Numbered, so that two of one name stay two.
        const name = file.name.replace(/[^A-Za-z0-9._-]+/g, "_").slice(-150);
        const path = `files/${String(found.length + 1).padStart(4, "0")}_${name}`;
        found.push([path, { bytes: bytes.value, label: label?.ok === true ? label.value : room }]);
    }
    return found;
}

/** Archives and bags are signed as crisis authority, else by a duty role that this person is attested for. */
export function roleToSign({ clearances }: Account): string | null {
    const held = [...(clearances.holder.credential()?.disclosures.keys() ?? [])].map((claim) =>
        claim.slice("role:".length),
    );
    return held.find((role) => role === "CRISIS") ?? held.find((role) => role.startsWith(WATCH_PREFIX)) ?? null;
}

/** The one label of all entries, where there is only one; the room's own covers them otherwise. */
function highest(entries: readonly LogEntry[], { clearances }: Account): Label | null {
    const [first, ...rest] = entries.map(({ label }) => JSON.stringify(label));
    if (first === undefined || rest.some((label) => label !== first)) return null;
    const parsed = parseLabelWire(entries[0]?.label, clearances.community.registry);
    return parsed.ok ? parsed.value : null;
}
