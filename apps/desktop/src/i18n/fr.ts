import codes from "./fr/codes.ts";
import conversation from "./fr/conversation.ts";
import crisis from "./fr/crisis.ts";
import deskCodes from "./fr/deskCodes.ts";
import failures from "./fr/failures.ts";
import labels from "./fr/labels.ts";
import rooms from "./fr/rooms.ts";
import session from "./fr/session.ts";
import settings from "./fr/settings.ts";

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
