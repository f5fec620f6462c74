import type { Clock } from "@valise/base";
import type {
    AdminSnapshot,
    ClearanceSnapshot,
    CrisisSnapshot,
    DeskSnapshot,
    RoomRowSnapshot,
    RoomsSnapshot,
    SessionSnapshot,
    ShellBoot,
} from "@valise/bridge";
import type { RailItemSnapshot } from "@valise/ui";
import type { I18n, Translator } from "../../i18n/createI18n.ts";
import { type AgencyDirectory, cleanName, initialsOf } from "../../people/createAgencyDirectory.ts";
import { createDerived } from "../../stores/createDerived.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";
import { mayAdminister } from "../admin/adminPlaces.ts";
import { isAsked, windowFrame } from "../crisis/openAlarms.ts";
import { isAt, isShown } from "../roomList/createRoomListViewModel.ts";
import { nameRoom } from "../roomList/nameRoom.ts";

export interface RailSnapshot {
    readonly top: readonly RailItemSnapshot[];
    readonly bottom: readonly RailItemSnapshot[];
}

export interface RailParts {
    readonly boot: ShellBoot;
    readonly agencies: AgencyDirectory;
    readonly rooms: ReadStore<RoomsSnapshot | null>;
    readonly crisis: ReadStore<CrisisSnapshot | null>;
    readonly clock: Clock;
    readonly i18n: I18n;
    readonly desk: ReadStore<DeskSnapshot | null>;
    readonly clearance: ReadStore<ClearanceSnapshot | null>;
    readonly session: ReadStore<SessionSnapshot | null>;
    readonly adminProgress: ReadStore<AdminSnapshot | null>;
}

/** The crisis where there is anything of it, all rooms, one place per agency and per space, and the tools. */
export function createRailViewModel(parts: RailParts): ViewModel<RailSnapshot> {
    const { boot, agencies, rooms, crisis, i18n, desk, clearance, session, adminProgress } = parts;
    return createDerived([rooms, crisis, i18n, desk, clearance, session, adminProgress], () => {
        const translator = i18n.getState();
        const all = rooms.getState()?.rows ?? [];
        const shown = all.filter(isShown);
        const spaces = all.filter((room) => room.kind === "space" && room.membership === "join");
        return {
            top: [
                ...crisisItem(parts),
                { id: "all", text: translator.t("rail.all"), icon: "inbox", badge: badgeOf(shown) },
                ...boot.agencies.map(({ serverName }): RailItemSnapshot => {
                    const agency = agencies.byServerName(serverName);
                    return {
                        id: serverName,
                        text: agency.code,
                        tile: { initials: initialsOf(agency.name), tone: agency.tone },
                        badge: badgeOf(shown.filter((room) => isAt(room, serverName))),
                    };
                }),
                ...spaces.map((space): RailItemSnapshot => {
                    const name = nameRoom(space, translator);
                    return {
                        id: space.roomId,
                        text: cleanName(name),
                        tile: { initials: initialsOf(name), tone: "plain" },
                        badge: badgeOf(shown.filter((room) => isAt(room, space.roomId))),
                    };
                }),
            ],
            bottom: [
                ...securityOf(desk.getState(), translator),
                ...adminOf(parts, translator),
                { id: "settings", text: translator.t("rail.settings"), icon: "gear" },
            ],
        };
    });
}

/** For security officers only: those who are named as such, or whose key is here. */
function securityOf(desk: DeskSnapshot | null, { t }: Translator): readonly RailItemSnapshot[] {
    if (desk === null || (!desk.isOfficer && desk.state === "none")) return [];
    const changed = desk.rows.filter(({ status }) => status === "identity-changed" || status === "offboarded").length;
    const spilled = desk.spills.filter(({ closedAtMs }) => closedAtMs === null).length;
    const alarms = changed + desk.strangers.length + spilled;
    const waiting = desk.requests.length;
    const badge = alarms > 0 ? { count: alarms, kind: "alarm" as const } : { count: waiting, kind: "unread" as const };
    return [{ id: "security", text: t("rail.security"), icon: "id", badge: badge.count > 0 ? badge : undefined }];
}

/** For attested administrators, with how many people partners ask to be taken out of rooms. */
function adminOf({ clearance, session, adminProgress }: RailParts, { t }: Translator): readonly RailItemSnapshot[] {
    if (!mayAdminister(clearance.getState(), session.getState())) return [];
    const count = adminProgress.getState()?.asked ?? 0;
    const badge = count > 0 ? { count, kind: "alarm" as const } : undefined;
    return [{ id: "admin", text: t("rail.admin"), icon: "server", badge }];
}

/** Red while an actual alarm is open, calm otherwise; counts what waits for this person's answer. */
function crisisItem({ crisis, clock, i18n }: RailParts): readonly RailItemSnapshot[] {
    const snapshot = crisis.getState();
    if (snapshot === null || (snapshot.rows.length === 0 && !snapshot.may.broadcast && snapshot.duty.length === 0))
        return [];
    const nowMs = clock.nowMs();
    const count = snapshot.rows.filter((row) => isAsked(row, nowMs)).length;
    return [
        {
            id: "crisis",
            text: i18n.getState().t("rail.crisis"),
            icon: "siren",
            isCrisis: windowFrame(snapshot, nowMs) === "actual",
            badge: count > 0 ? { count, kind: "alarm" } : undefined,
        },
    ];
}

/** Mentions count as messages; unread rooms as rooms, as a number of thousands says nothing. */
function badgeOf(rooms: readonly RoomRowSnapshot[]): RailItemSnapshot["badge"] {
    const mentions = rooms.reduce((sum, room) => sum + room.mentionCount, 0);
    if (mentions > 0) return { count: mentions, kind: "mention" };
    const unread = rooms.filter((room) => room.unreadCount > 0 || room.membership === "invite").length;
    return unread > 0 ? { count: unread, kind: "unread" } : undefined;
}
