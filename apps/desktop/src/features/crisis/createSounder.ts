import type { Clock } from "@valise/base";
import type { BroadcastSnapshot, CrisisSnapshot, Shell } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
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
}

/** Sounds once. An exercise is never heard as something real. */
export type PlayAlarm = (as: "actual" | "exercise") => void;

/** Where the engine names no interval, one that nobody sleeps through. */
const repeatMs = 30_000;

/**
 * Makes alarms heard: each step of each broadcast sounds at once and again until it is answered, silenced, replaced or
 * over; the window comes up, and the system is told precedence and sender, never content.
 */
export function createSounder(parts: SounderParts): Disposable {
    const { crisis, clock, shell, navigation } = parts;
    const raised = new Set<string>();
    const timers = new Map<string, Disposable>();
    const sounding = () => openAlarms(crisis.getState()?.rows ?? [], clock.nowMs()).filter((row) => row.alarm?.sounds);
    const stop = (id: string) => {
        timers.get(id)?.[Symbol.dispose]();
        timers.delete(id);
    };
    const repeat = (id: string, row: BroadcastSnapshot) => {
        const again = () => {
            const now = sounding().find((candidate) => idOf(candidate) === id);
            if (now === undefined) return stop(id);
            parts.playAlarm(soundOf(now));
            repeat(id, now);
        };
        timers.set(id, clock.after(row.alarm?.repeatEveryMs ?? repeatMs, again));
    };
    const update = () => {
        const open = openAlarms(crisis.getState()?.rows ?? [], clock.nowMs());
        const loud = new Map(open.filter((row) => row.alarm?.sounds).map((row) => [idOf(row), row]));
        for (const id of [...timers.keys()]) if (!loud.has(id)) stop(id);
        for (const row of open) {
            const id = idOf(row);
            if (!raised.has(id)) {
                raised.add(id);
                raise(parts, row);
                if (loud.has(id)) parts.playAlarm(soundOf(row));
            }
            if (loud.has(id) && !timers.has(id)) repeat(id, row);
        }
    };
    const clicked = shell.onNotificationClicked((roomId) => {
        const isAlarm = openAlarms(crisis.getState()?.rows ?? [], clock.nowMs()).some((row) => row.roomId === roomId);
        if (isAlarm) navigation.openRail("crisis");
    });
    const unsubscribe = crisis.subscribe(update);
    update();
    return {
        [Symbol.dispose]() {
            unsubscribe();
            clicked[Symbol.dispose]();
            for (const id of [...timers.keys()]) stop(id);
        },
    };
}

const soundOf = ({ status }: BroadcastSnapshot) => (status === "actual" ? "actual" : "exercise");

const idOf = (row: BroadcastSnapshot): string => `${row.key} ${row.alarm?.step}`;

function raise({ shell, i18n }: SounderParts, row: BroadcastSnapshot): void {
    const { t } = i18n.getState();
    const mark = realTextOf(row, i18n.getState()) ?? (row.status === "actual" ? "" : t(`crisis.status.${row.status}`));
    const word = mark === "" ? "" : `${mark} `;
    const agency = row.agency === null ? t("crisis.noAgency") : cleanName(row.agency);
    void shell.raiseAlarm({});
    void shell.notify({
        roomId: row.roomId,
        tag: `alarm ${row.broadcastId}`,
        title: `${word}${row.precedence}`.slice(0, 200),
        body: t("crisis.from", { name: cleanName(row.senderName), agency }).slice(0, 300),
    });
}
