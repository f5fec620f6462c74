import codes from "./fr/codes.ts";
import conversation from "./fr/conversation.ts";
import crisis from "./fr/crisis.ts";
import crisisCodes from "./fr/crisisCodes.ts";
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
    ...crisisCodes,
    ...failures,
    ...codes,
    ...deskCodes,
    ...labels,
    ...settings,
};
