import conversation from "./fr/conversation.ts";
import failures from "./fr/failures.ts";
import rooms from "./fr/rooms.ts";
import session from "./fr/session.ts";
import settings from "./fr/settings.ts";

export default { ...session, ...rooms, ...conversation, ...failures, ...settings };
