import codes from "./de/codes.ts";
import conversation from "./de/conversation.ts";
import crisis from "./de/crisis.ts";
import deskCodes from "./de/deskCodes.ts";
import failures from "./de/failures.ts";
import labels from "./de/labels.ts";
import rooms from "./de/rooms.ts";
import session from "./de/session.ts";
import settings from "./de/settings.ts";

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
