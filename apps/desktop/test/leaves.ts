import type { OpenedApp } from "./openFakeApp.ts";

/** What the clipboard would begin with if the text of this place (null: of all) were copied, and whether it can be dragged. */
export function leaves({ page }: OpenedApp, testId: string | null) {
    return page.evaluate((id) => {
        const place = id === null ? document.body : document.querySelector(`[data-testid=${id}]`);
        if (place === null) throw new Error(`no ${id}`);
        document.getSelection()?.selectAllChildren(place);
        const clipboardData = new DataTransfer();
        place.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
        const drag = new DragEvent("dragstart", { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true });
        const isDragStopped = !place.dispatchEvent(drag);
        document.getSelection()?.removeAllRanges();
        return { first: clipboardData.getData("text/plain").split("\n")[0], isDragStopped };
    }, testId);
}
