import { useEffect } from "react";
import { clipboardForms } from "../../files/markedClipboard.ts";

/**
 * Text that stands under a marking leaves the window only with it: copied, where nothing more exact has marked it, with those
 * of the frames it stands in; dragged, not at all. Whatever shows something under a marking says so by `data-marking`.
 */
export function useMarkedWaysOut(onDragStopped: () => void): void {
    useEffect(() => {
        const copy = (event: ClipboardEvent) => {
            const selection = document.getSelection();
            const body = selection?.toString() ?? "";
            const markings = isWriting(event.target) ? [] : markingsOf(selection);
            if (event.defaultPrevented || markings.length === 0 || body === "" || event.clipboardData === null) return;
            const forms = clipboardForms({ marking: markings.join(" / "), body });
            for (const [type, text] of Object.entries(forms)) event.clipboardData.setData(type, text);
            event.preventDefault();
        };
        const drag = (event: DragEvent) => {
            if (event.defaultPrevented || isWriting(event.target)) return;
            const around = event.target instanceof Node ? markingAround(event.target) : null;
            if (around === null && markingsOf(document.getSelection()).length === 0) return;
            event.preventDefault();
            onDragStopped();
        };
        document.addEventListener("copy", copy);
        document.addEventListener("dragstart", drag);
        return () => {
            document.removeEventListener("copy", copy);
            document.removeEventListener("dragstart", drag);
        };
    }, [onDragStopped]);
}

/** What is still being written has no label yet. */
const isWriting = (target: EventTarget | null): boolean =>
    target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;

/** The markings of all frames that selected text stands in, each once, in the order of the page. */
function markingsOf(selection: Selection | null): readonly string[] {
    if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    const texts = document.createNodeIterator(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
        const marking = range.intersectsNode(text) ? markingAround(text) : null;
        if (marking !== null) found.add(marking);
    }
    return [...found];
}

/** The nearest frame is the most exact. */
function markingAround(node: Node): string | null {
    const element = node instanceof Element ? node : node.parentElement;
    return element?.closest<HTMLElement>("[data-marking]")?.dataset.marking ?? null;
}
