import type { NotificationsSnapshot, RoomRowSnapshot, RoomsSnapshot, Shell } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import type { PreferenceStore } from "../../stores/preferences.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { PlayAlarm } from "../crisis/createSounder.ts";
import { type Navigation, roomOnScreen } from "../navigation/createNavigation.ts";
import { isShown } from "../roomList/createRoomListViewModel.ts";
import { nameRoom } from "../roomList/nameRoom.ts";

export interface NotifierParts {
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly preferences: PreferenceStore;
    readonly navigation: Navigation;
    readonly notifications: ReadStore<NotificationsSnapshot | null>;
    readonly rooms: ReadStore<RoomsSnapshot | null>;
    readonly attention: ReadStore<boolean>;
    readonly playAlarm: PlayAlarm;
}

/** Tells of new messages through the shell: sender and room, never content; each once; not of the room one looks at. */
export function createNotifier(parts: NotifierParts): Disposable {
    const { shell, notifications, rooms, navigation, attention } = parts;
    const lookedAtId = () => (attention.getState() ? roomOnScreen(navigation.getState()) : null);
    const told = new Set<string>();
    let lastCount = -1;
    const tell = () => {
        for (const row of notifications.getState()?.rows ?? []) {
            if (told.has(row.eventId)) continue;
            told.add(row.eventId);
            // What is real in an exercise is heard apart from it, as an alarm that is real.
            if (row.noDuff) parts.playAlarm("actual");
            const { notifications: isWanted, doNotDisturb } = parts.preferences.getState();
            if (isWanted && !doNotDisturb && row.roomId !== lookedAtId()) {
                void shell.notify({ roomId: row.roomId, tag: row.roomId, ...wordsOf(parts, row) });
            }
        }
    };
    const count = () => {
        const lookedAt = lookedAtId();
        // Of the room one looks at the number would only flash with each message.
        const unreadOf = (room: RoomRowSnapshot) => (room.roomId === lookedAt ? 0 : room.unreadCount);
        const sum = (rooms.getState()?.rows ?? [])
            .filter(isShown)
            .reduce((total, room) => total + unreadOf(room) + (room.membership === "invite" ? 1 : 0), 0);
        if (sum === lastCount) return;
        lastCount = sum;
        void shell.setUnreadCount({ count: sum });
    };
    const clicked = shell.onNotificationClicked((roomId) => navigation.openRoom(roomId));
    const stops = [
        notifications.subscribe(tell),
        ...[rooms, navigation, attention].map((store) => store.subscribe(count)),
    ];
    tell();
    count();
    return {
        [Symbol.dispose]() {
            clicked[Symbol.dispose]();
            for (const stop of stops) stop();
        },
    };
}

function wordsOf({ i18n, rooms }: NotifierParts, row: NotificationsSnapshot["rows"][number]) {
    const translator = i18n.getState();
    const room = rooms.getState()?.rows.find((candidate) => candidate.roomId === row.roomId);
    const known = row.roomName === null ? "" : cleanName(row.roomName);
    const name = cleanName(row.senderName);
    const said = translator.t(row.mention ? "notify.mention" : "notify.body", { name });
    // The marking goes out with the word that there is something: never the content.
    const marking = row.marking ?? room?.marking ?? null;
    const text = marking === null ? said : translator.t("notify.marked", { marking: marking.text, text: said });
    const mark = translator.t(row.noDuff ? "crisis.real" : "crisis.status.exercise");
    const word = room?.exercise === true ? `${mark} · ` : "";
    const named = known || (room === undefined ? translator.t("app.name") : nameRoom(room, translator));
    return {
        title: `${word}${named}`.slice(0, 200),
        body: text.slice(0, 300),
    };
}
