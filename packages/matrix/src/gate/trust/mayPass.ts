const passing: ReadonlySet<string> = new Set([
    "ATT_STATUS_MISSING",
    "ATT_STATUS_STALE",
    "ATT_ISSUER_UNKNOWN",
    "TRUST_EXPIRED",
]);

/** Whether a refusal may end when a trust bundle or a status list arrives. */
export const mayPass = (code: string): boolean => passing.has(code);
