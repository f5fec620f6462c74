import type { Power } from "../desired/RoomSettings.ts";

/** What changes everything else in a room: a steward has it by number where it is no creator. */
export const FULL_POWER = 100;

/**
 * Whether someone may change everything in a room, and so let the steward do it: its creators where they stand above power
 * levels, and whoever has full power that also changes the power levels.
 */
export function mayKeep(userId: string, power: Power, creators: readonly string[]): boolean {
    const needed = Math.max(FULL_POWER, power.events["m.room.power_levels"] ?? power.stateDefault);
    return creators.includes(userId) || (power.users[userId] ?? power.usersDefault) >= needed;
}
