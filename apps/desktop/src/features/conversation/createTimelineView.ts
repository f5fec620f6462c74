import type { EventId, TimelineSnapshot } from "@valise/bridge";
import type { FileTransfer, TimelineItem } from "@valise/ui";
import { createStore } from "zustand/vanilla";
import type { ThumbnailCache } from "../../files/createThumbnailCache.ts";
import { createDerived } from "../../stores/createDerived.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";
import type { ConversationParts } from "./ConversationParts.ts";
import { createTimelineItems } from "./createTimelineItems.ts";

export interface TimelineView {
    readonly loaded: TimelineSnapshot["loaded"];
    readonly backward: TimelineSnapshot["backward"];
    readonly composer: TimelineSnapshot["composer"];
    readonly items: readonly TimelineItem[];
}

export interface TimelineViewParts extends Pick<ConversationParts, "i18n" | "agencies"> {
    readonly rows: ReadStore<TimelineSnapshot | null>;
    readonly thumbnails: ThumbnailCache;
    readonly transfers: ReadStore<ReadonlyMap<string, FileTransfer>>;
    /** Whether the room's charter makes it an exercise. */
    readonly isExercise: ReadStore<boolean>;
}

/** Small pictures are fetched for the newest messages; older ones show name and size. */
const picturesWanted = 40;

export interface TimelineViewModel extends ViewModel<TimelineView> {
    /** The person comes back to the room, or looks away from it: the unread line starts anew at what has been read. */
    restartUnread(): void;
}

/** What the timeline shows of one room. */
export function createTimelineView(parts: TimelineViewParts): TimelineViewModel {
    const { i18n, agencies, rows, thumbnails, transfers, isExercise } = parts;
    const itemsOf = createTimelineItems();
    /** The line stays where it was when the room was opened, so that reading does not move it. */
    let unreadAfter: EventId | null | undefined;
    const restarts = createStore(() => 0);
    const derived = createDerived([rows, i18n, thumbnails, transfers, isExercise, restarts], () => {
        const snapshot = rows.getState();
        if (unreadAfter === undefined && snapshot !== null && snapshot.loaded !== "none") {
            unreadAfter = snapshot.readUpToEventId;
        }
        for (const row of snapshot?.rows.slice(-picturesWanted) ?? []) {
            if (row.file?.hasThumbnail === true && row.eventId !== null) thumbnails.want(row.eventId);
        }
        const items = itemsOf({
            rows: snapshot?.rows ?? [],
            unreadAfter: unreadAfter ?? null,
            translator: i18n.getState(),
            agencies,
            thumbnails: thumbnails.getState(),
            transfers: transfers.getState(),
            isExercise: isExercise.getState(),
        });
        return {
            loaded: snapshot?.loaded ?? "none",
            backward: snapshot?.backward ?? "idle",
            composer: snapshot?.composer ?? "checking",
            items,
        };
    });
    return {
        getState: derived.getState,
        getInitialState: derived.getInitialState,
        subscribe: derived.subscribe,
        restartUnread() {
            unreadAfter = undefined;
            restarts.setState(restarts.getState() + 1, true);
        },
        [Symbol.dispose]: () => derived[Symbol.dispose](),
    };
}
