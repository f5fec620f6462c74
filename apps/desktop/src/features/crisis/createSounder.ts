import type { Clock } from "@valise/base";
import type { BroadcastSnapshot, CrisisSnapshot, Shell } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import type { PreferenceStore } from "../../stores/preferences.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Navigation } from "../navigation/createNavigation.ts";
import { openAlarms } from "./openAlarms.ts";
import { realTextOf } from "./toBroadcast.ts";

export interface SounderParts {
    readonly crisis: ReadStore<CrisisSnapshot | null>;
    readonly clock: Clock;
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly navigation: Navigation;
    readonly playAlarm: PlayAlarm;
    readonly preferences: PreferenceStore;
}

/** Sounds once. An exercise is never heard as something real. */
export type PlayAlarm = (as: "actual" | "exercise") => void;

/**
 * Makes alarms heard: each step of each broadcast sounds at once and again until it is answered, silenced, replaced or
 * over; the window comes up, and the system is told precedence and sender, never content. What of it is done, and what
 * passes do-not-disturb, the agency's policy says (crisis SPEC 5.5).
 */
export function createSounder(parts: SounderParts): Disposable {
    const { crisis, clock, shell, navigation, preferences } = parts;
    const isLetThrough = ({ alarm }: BroadcastSnapshot) =>
        alarm?.throughDoNotDisturb === true || !preferences.getState().doNotDisturb;
    const raised = new Set<string>();
    const timers = new Map<string, Disposable>();
    const isLoud = (row: BroadcastSnapshot) => row.alarm?.sounds === true && isLetThrough(row);
    const sounding = () => openAlarms(crisis.getState()?.rows ?? [], clock.nowMs()).filter(isLoud);
    const stop = (id: string) => {
        timers.get(id)?.[Symbol.dispose]();
        timers.delete(id);
    };
    const repeat = (id: string, row: BroadcastSnapshot) => {
        const everyMs = row.alarm?.repeatEveryMs ?? null;
        if (everyMs === null) return;
        const again = () => {
            const now = sounding().find((candidate) => idOf(candidate) === id);
            if (now === undefined) return stop(id);
            parts.playAlarm(soundOf(now));
            repeat(id, now);
        };
        timers.set(id, clock.after(everyMs, again));
    };
    const update = () => {
        const open = openAlarms(crisis.getState()?.rows ?? [], clock.nowMs());
        const loud = new Map(open.filter(isLoud).map((row) => [idOf(row), row]));
        for (const id of [...timers.keys()]) if (!loud.has(id)) stop(id);
        for (const row of open.filter(isLetThrough)) {
            const id = idOf(row);
            if (!raised.has(id)) {
                raised.add(id);
                tell(parts, row);
                if (loud.has(id)) parts.playAlarm(soundOf(row));
            }
            if (loud.has(id) && !timers.has(id)) repeat(id, row);
        }
    };
    const clicked = shell.onNotificationClicked((roomId) => {
        const isAlarm = openAlarms(crisis.getState()?.rows ?? [], clock.nowMs()).some((row) => row.roomId === roomId);
        if (isAlarm) navigation.openRail("crisis");
    });
    // Whoever may be disturbed again hears what still waits.
    const stops = [crisis.subscribe(update), preferences.subscribe(update)];
    update();
    return {
        [Symbol.dispose]() {
            for (const unsubscribe of stops) unsubscribe();
            clicked[Symbol.dispose]();
            for (const id of [...timers.keys()]) stop(id);
        },
    };
}

const soundOf = ({ status }: BroadcastSnapshot) => (status === "actual" ? "actual" : "exercise");

const idOf = (row: BroadcastSnapshot): string => `${row.key} ${row.alarm?.step}`;

function tell({ shell, i18n }: SounderParts, row: BroadcastSnapshot): void {
    const { t } = i18n.getState();
    const mark = realTextOf(row, i18n.getState()) ?? (row.status === "actual" ? "" : t(`crisis.status.${row.status}`));
    const word = mark === "" ? "" : `${mark} `;
    const agency = row.agency === null ? t("crisis.noAgency") : cleanName(row.agency);
    if (row.alarm?.raisesWindow === true) void shell.raiseAlarm({});
    void shell.notify({
        roomId: row.roomId,
        tag: `alarm ${row.broadcastId}`,
        title: `${word}${row.precedence}`.slice(0, 200),
        body: t("crisis.from", { name: cleanName(row.senderName), agency }).slice(0, 300),
    });
}
