import type { ClipboardEvent } from "react";
import { clipboardForms } from "../../files/markedClipboard.ts";
import type { ConversationViewModel } from "./createConversationViewModel.ts";

/** What was selected across messages goes out with the marking of each of them, the ones that differ once each. */
export function copySelection(event: ClipboardEvent, conversation: Pick<ConversationViewModel, "textOf">): void {
    const selection = document.getSelection();
    if (selection === null || selection.isCollapsed) return;
    const touched = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-message-id]")].filter((message) =>
        selection.containsNode(message, true),
    );
    const markings = touched.map((message) => conversation.textOf(message.dataset.messageId ?? "")?.marking ?? null);
    const distinct = [...new Set(markings.filter((marking) => marking !== null))];
    if (distinct.length === 0) return;
    const forms = clipboardForms({ marking: distinct.join(" / "), body: selection.toString() });
    for (const [type, text] of Object.entries(forms)) event.clipboardData.setData(type, text);
    event.preventDefault();
}
