const DAY_MS = 86_400_000;

/** Days before the end at which a person and their agency are reminded. */
export const REMINDER_DAYS = [30, 14, 3] as const;

export type ExpiryStage =
    | { readonly kind: "far" }
    /** `withinDays`: the step of the ladder that was reached; `daysLeft`: until the account ends. */
    | { readonly kind: "reminder"; readonly withinDays: (typeof REMINDER_DAYS)[number]; readonly daysLeft: number }
    | { readonly kind: "ended" };

/**
 * Where an account stands on its way to its last day (UTC, the day itself included). Ended, it is locked and not destroyed:
 * whoever was only late with an extension loses nothing.
 */
export function expiryStage(expires: string, nowMs: number): ExpiryStage {
    const endMs = Date.parse(`${expires}T00:00:00Z`) + DAY_MS;
    if (nowMs >= endMs) return { kind: "ended" };
    const daysLeft = Math.ceil((endMs - nowMs) / DAY_MS);
    const withinDays = [...REMINDER_DAYS].reverse().find((days) => daysLeft <= days);
    return withinDays === undefined ? { kind: "far" } : { kind: "reminder", withinDays, daysLeft };
}
