import type { RoomId, TimelineItemSnapshot } from "@valise/bridge";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { oneLine, type QuotedElsewhere } from "../conversation/createComposerViewModel.ts";
import { mayHold } from "./decideTargets.ts";

/** A message as another room's composer quotes it; null while it is only on its way. */
export function quoteFor(roomId: RoomId, message: TimelineItemSnapshot): QuotedElsewhere | null {
    const { eventId, marking, file, body, senderName } = message;
    if (eventId === null) return null;
    const said = oneLine(file?.name ?? body);
    return {
        roomId,
        eventId,
        authorName: cleanName(senderName),
        excerpt: marking === null ? said : `${cleanName(marking.portion)} ${said}`,
        carries: (label) => mayHold(label, marking),
    };
}
