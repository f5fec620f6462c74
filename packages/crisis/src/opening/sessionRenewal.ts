/** Where a Megolm session is kept shared ahead. */
export type SessionUse = "channel" | "standby";

export interface SessionState {
    readonly messages: number;
    readonly ageS: number;
    /** Since it was last used. */
    readonly idleS: number;
    /** Whether a member, device or watch changed since it was shared. */
    readonly membersChanged: boolean;
}

const DAY_S = 86_400;
/** Below what the rooms say: `rotation_period_msgs` 100; 7 days in a channel, 28 in a standby room. */
const MAX_MESSAGES = 90;
const MAX_AGE_S: Readonly<Record<SessionUse, number>> = { channel: 6.5 * DAY_S, standby: 27 * DAY_S };
const IDLE_S = 60;

/** Whether a session that is kept shared is renewed now, ahead of need (SPEC 15.5). */
export function decideSessionRenewal(use: SessionUse, session: SessionState): "keep" | "renew" {
    const { messages, ageS, idleS, membersChanged } = session;
    const isSpent = messages >= MAX_MESSAGES || ageS >= MAX_AGE_S[use];
    const isIdleAfterUse = use === "channel" && messages > 0 && idleS >= IDLE_S;
    return membersChanged || isSpent || isIdleAfterUse ? "renew" : "keep";
}
