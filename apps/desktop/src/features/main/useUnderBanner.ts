import { useEffect } from "react";
import { clipboardForms } from "../../files/markedClipboard.ts";

/**
 * Text of a place under a banner leaves the window only with its marking: copied, where nothing more exact has marked it,
 * with the banner's; dragged, not at all. Also when everything is selected, which no place hears of.
 */
export function useUnderBanner(onDragStopped: () => void): void {
    useEffect(() => {
        const copy = (event: ClipboardEvent) => {
            const body = document.getSelection()?.toString() ?? "";
            const marking = markingOf(event.target);
            if (event.defaultPrevented || marking === null || body === "" || event.clipboardData === null) return;
            const forms = clipboardForms({ marking, body });
            for (const [type, text] of Object.entries(forms)) event.clipboardData.setData(type, text);
            event.preventDefault();
        };
        const drag = (event: DragEvent) => {
            if (event.defaultPrevented || markingOf(event.target) === null) return;
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

/** Of what is about to leave; null where it comes from no marked place, or is still being written and has no label yet. */
function markingOf(target: EventTarget | null): string | null {
    if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return null;
    for (const banner of document.querySelectorAll(".room-view .banner:not(.banner-end)")) {
        const place = banner.closest(".room-view");
        const isInside = target instanceof Node && place?.contains(target) === true;
        if (place !== null && (isInside || document.getSelection()?.containsNode(place, true) === true)) {
            return banner.querySelector("span")?.textContent ?? null;
        }
    }
    return null;
}
