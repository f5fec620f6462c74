/** Text on its way into other programs: the marking goes first, in every form that is offered. */
export interface MarkedText {
    readonly marking: string | null;
    readonly body: string;
}

export type CopyText = (marked: MarkedText) => Promise<void>;

/** Plain and rich text for the clipboard; the rich form is made here from plain text and carries nobody's HTML. */
export function clipboardForms({ marking, body }: MarkedText): {
    readonly "text/plain": string;
    readonly "text/html": string;
} {
    const head = marking === null ? "" : `<p><strong>${escapeHtml(marking)}</strong></p>`;
    return {
        "text/plain": marking === null ? body : `${marking}\n${body}`,
        "text/html": `${head}<p>${escapeHtml(body).replaceAll("\n", "<br>")}</p>`,
    };
}

function escapeHtml(text: string): string {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
