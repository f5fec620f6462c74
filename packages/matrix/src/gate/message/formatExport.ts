import type { EngineOutput, EngineParsed, MarkingSnapshot, TimelineItemSnapshot } from "@valise/bridge";
import { covers, join, type Label, markedFileName, parseLabel } from "@valise/labels";
import { markingSnapshot } from "./markingSnapshot.ts";
import type { RoomLabels } from "./RoomLabels.ts";

type Words = EngineParsed<"exportRoom">["words"];

export interface ExportFrame {
    readonly format: "text" | "html";
    readonly words: Words;
    readonly marking: MarkingSnapshot | null;
    /** So says the room's charter: EXERCISE stands on the whole and on each line, NO-DUFF on what is real. */
    readonly exercise: boolean;
    readonly complete: boolean;
    readonly me: string;
    readonly exportedAtMs: number;
}

interface Line {
    readonly portion: string | null;
    readonly at: string;
    readonly sender: string;
    readonly text: string;
    readonly notes: readonly string[];
}

/** The whole document's marking: all its labels at once, and where they do not join the room's highest. */
export function documentMarking(rows: readonly TimelineItemSnapshot[], room: RoomLabels): MarkingSnapshot | null {
    const { registry, highest, ownPolicy } = room;
    if (highest === null) return null;
    const said = new Set(rows.flatMap((row) => row.marking?.label ?? (row.marking === null ? [] : [null])));
    const labels: Label[] = [];
    for (const text of said) {
        const label = text === null ? null : parseLabel(text, registry);
        // Words of a stranger's policy are handled as the room's highest.
        labels.push(label?.ok === true ? label.value : highest);
    }
    const joined = labels.length === 0 ? null : join(labels, registry);
    const whole = joined?.ok === true && covers(highest, joined.value, registry).ok ? joined.value : highest;
    return markingSnapshot(whole, registry, ownPolicy);
}

/** A conversation as one document; the marking stands first and last (acceptance C12). */
export function formatExport(rows: readonly TimelineItemSnapshot[], frame: ExportFrame): EngineOutput<"exportRoom"> {
    const lines = rows.flatMap((row) => lineOf(row, frame) ?? []);
    const gapCount = rows.filter((row) => gapOf(row, frame.words) !== null && row.kind !== "redacted").length;
    const text = frame.format === "html" ? formatHtml(lines, frame) : formatText(lines, frame);
    const day = new Date(frame.exportedAtMs).toISOString().slice(0, 10);
    const exercise = frame.exercise ? "EXERCISE " : "";
    const file = `valise-${day}.${frame.format === "html" ? "html" : "txt"}`;
    return {
        name: `${exercise}${markedFileName(frame.marking?.portion, file)}`,
        mimeType: frame.format === "html" ? "text/html" : "text/plain",
        text,
        marking: frame.marking,
        messageCount: lines.length,
        gapCount,
        complete: frame.complete,
    };
}

/** Why the words of a row are not there; null where they are. */
function gapOf(row: TimelineItemSnapshot, words: Words): string | null {
    if (row.kind === "undecryptable") return `${words.unreadable} ${row.undecryptable?.code ?? ""}`.trim();
    if (row.verdict.kind === "refuse") return `${words.refused} ${row.verdict.code}`;
    if (row.kind === "cleartext" || row.kind === "malformed") return words.refused;
    return row.kind === "redacted" ? words.deleted : null;
}

function lineOf(row: TimelineItemSnapshot, { words, exercise }: ExportFrame): Line | null {
    if (row.kind === "system" || row.kind === "unsupported" || row.eventId === null) return null;
    const gap = gapOf(row, words);
    const file = row.file === null ? "" : `${words.file} ${row.file.name} `;
    const notes = [
        ...(row.editedAtMs === null ? [] : [words.edited]),
        ...(row.forwardedFrom === null ? [] : [`${words.forwarded} ${row.forwardedFrom.senderId}`]),
        ...(row.verdict.kind === "warn" ? [row.verdict.code] : []),
    ];
    return {
        portion: portionOf(row, exercise),
        at: new Date(row.sentAtMs).toISOString(),
        sender: `${row.senderName} ${row.senderId}`,
        text: gap === null ? `${quoteOf(row)}${file}${row.body}` : `[${gap}]`,
        notes,
    };
}

/** Words of another room, each line set off, under their own portion mark. */
function quoteOf({ quoted }: TimelineItemSnapshot): string {
    if (quoted === null) return "";
    const portion = quoted.marking === null ? "" : `${quoted.marking.portion} `;
    return `${`${portion}${quoted.senderId}: ${quoted.body}`.replace(/^/gm, "> ")}\n`;
}

function portionOf({ marking, noDuff }: TimelineItemSnapshot, exercise: boolean): string | null {
    const word = noDuff ? "NO-DUFF" : "EXERCISE";
    const parts = [...(exercise ? [word] : []), ...(marking === null ? [] : [marking.portion])];
    return parts.length === 0 ? null : parts.join(" ");
}

const bannerOf = ({ marking, exercise }: ExportFrame): string | null => {
    const parts = [...(exercise ? ["EXERCISE"] : []), ...(marking === null ? [] : [marking.text])];
    return parts.length === 0 ? null : parts.join(" – ");
};

function formatText(lines: readonly Line[], whole: ExportFrame): string {
    const { words, complete, me, exportedAtMs } = whole;
    const said = bannerOf(whole);
    const banner = said === null ? [] : [said];
    const body = lines.map(({ portion, at, sender, text, notes }) => {
        const head = [portion, at, sender].filter((part) => part !== null).join(" ");
        const tail = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
        return `${head}: ${oneMark(text)}${tail}`;
    });
    const frame = [words.title, `${words.exported} ${new Date(exportedAtMs).toISOString()} ${me}`, ""];
    const missing = complete ? [] : [`[${words.earlierMissing}]`];
    return `${[...banner, ...frame, ...missing, ...body, "", ...banner].join("\n")}\n`;
}

/** Later lines of a message are set in, so that none of them looks like a message or a marking of its own. */
const oneMark = (text: string) => text.replace(/\r\n|[\r\n\u2028\u2029\u0085\v\f]/g, "\n    ");

function formatHtml(lines: readonly Line[], frame: ExportFrame): string {
    const { words, marking, complete, me, exportedAtMs } = frame;
    const said = bannerOf(frame);
    const { field, ink } = marking ?? { field: "#fff", ink: "#000" };
    const banner =
        said === null ? "" : `<p class="mark" style="background:${field};color:${ink}">${escapeHtml(said)}</p>`;
    const rows = lines.map(({ portion, at, sender, text, notes }) => {
        const tail = notes.length === 0 ? "" : ` <small>${escapeHtml(notes.join("; "))}</small>`;
        const mark = portion === null ? "" : `<td>${escapeHtml(portion)}</td>`;
        return `<tr>${mark}<td>${at}</td><td>${escapeHtml(sender)}</td><td class="text">${escapeHtml(text)}${tail}</td></tr>`;
    });
    const missing = complete ? "" : `<p>[${escapeHtml(words.earlierMissing)}]</p>`;
    return `<!doctype html>
<html lang="${escapeHtml(words.language)}"><head><meta charset="utf-8"><title>${escapeHtml(words.title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font-family:sans-serif}.mark{font-weight:bold;text-align:center;padding:.5em}td{vertical-align:top;padding:.2em .6em}.text{white-space:pre-wrap}</style></head>
<body>${banner}<h1>${escapeHtml(words.title)}</h1><p>${escapeHtml(words.exported)} ${new Date(exportedAtMs).toISOString()} ${escapeHtml(me)}</p>
${missing}<table>
${rows.join("\n")}
</table>${banner}</body></html>
`;
}

const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
