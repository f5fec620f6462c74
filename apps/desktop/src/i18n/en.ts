import codes from "./en/codes.ts";
import conversation from "./en/conversation.ts";
import crisis from "./en/crisis.ts";
import deskCodes from "./en/deskCodes.ts";
import failures from "./en/failures.ts";
import labels from "./en/labels.ts";
import rooms from "./en/rooms.ts";
import session from "./en/session.ts";
import settings from "./en/settings.ts";

export default {
    ...session,
    ...rooms,
    ...conversation,
    ...crisis,
    ...failures,
    ...codes,
    ...deskCodes,
    ...labels,
    ...settings,
};
