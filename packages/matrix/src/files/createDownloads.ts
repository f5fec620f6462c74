import type { DownloadsSnapshot, EventId } from "@valise/bridge";
import type { DownloadControl } from "./MediaCarrier.ts";

/** Files that are being fetched for somebody who waits. */
export interface Downloads {
    snapshot(): DownloadsSnapshot;
    /** Disposed when it has come, or has not. */
    begin(eventId: EventId): Omit<DownloadControl, "maxBytes"> & Disposable;
    cancel(eventId: EventId): void;
}

export function createDownloads(changed: () => void): Downloads {
    const running = new Map<EventId, { receivedBytes: number; abort: AbortController }>();
    return {
        snapshot: () => ({
            rows: [...running].map(([eventId, { receivedBytes }]) => ({
                eventId,
                receivedBytes,
            })),
        }),
        begin(eventId) {
            const download = { receivedBytes: 0, abort: new AbortController() };
            running.set(eventId, download);
            changed();
            return {
                signal: download.abort.signal,
                progressed(receivedBytes) {
                    download.receivedBytes = receivedBytes;
                    changed();
                },
                [Symbol.dispose]() {
                    if (running.get(eventId) === download) running.delete(eventId);
                    changed();
                },
            };
        },
        cancel: (eventId) => running.get(eventId)?.abort.abort(),
    };
}
