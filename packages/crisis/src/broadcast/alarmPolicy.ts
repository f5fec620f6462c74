import type { Precedence } from "./wire.ts";

/** What one precedence does on the devices of an agency. */
export interface PrecedenceAlarm {
    readonly sounds: boolean;
    /** Seconds between two soundings, until answered; null: it sounds once. */
    readonly repeatS: number | null;
    readonly raisesWindow: boolean;
    /** Whether it does both although the person asked not to be disturbed. */
    readonly throughDoNotDisturb: boolean;
}

/** What an agency says about alarms on its devices (SPEC 5.5). What it does not say stands as without a policy. */
export interface AlarmPolicy {
    readonly FLASH?: PrecedenceAlarm | undefined;
    /** Null: only appears. */
    readonly IMMEDIATE?: PrecedenceAlarm | null | undefined;
    readonly PRIORITY?: PrecedenceAlarm | null | undefined;
    readonly ROUTINE?: PrecedenceAlarm | null | undefined;
    /** Whether an exercise passes do-not-disturb where something actual of its precedence does. */
    readonly exercisesThroughDoNotDisturb?: boolean | undefined;
}

const defaults: Readonly<Record<Precedence, PrecedenceAlarm | null>> = {
    FLASH: { sounds: true, repeatS: 10, raisesWindow: true, throughDoNotDisturb: true },
    IMMEDIATE: { sounds: true, repeatS: 60, raisesWindow: true, throughDoNotDisturb: false },
    PRIORITY: null,
    ROUTINE: null,
};

/** `null`: a broadcast of this precedence only appears. */
export function alarmOf(policy: AlarmPolicy, precedence: Precedence): PrecedenceAlarm | null {
    const said = policy[precedence];
    return said === undefined ? defaults[precedence] : said;
}
