import conversation from "./de/conversation.ts";
import failures from "./de/failures.ts";
import rooms from "./de/rooms.ts";
import session from "./de/session.ts";
import settings from "./de/settings.ts";

export default { ...session, ...rooms, ...conversation, ...failures, ...settings };
