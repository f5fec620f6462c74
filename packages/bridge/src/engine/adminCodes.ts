/** Refusals of the administrator's place. */
export const ADMIN_CODES = [
    "ADMIN_NOT_ATTESTED",
    "ADMIN_NOT_CONFIGURED",
    "ADMIN_NOT_SERVER_ADMIN",
    "ADMIN_OTHER_AGENCY",
    "ADMIN_NO_MANIFEST",
    "ADMIN_SIGNATURES",
    "ADMIN_BUSY",
] as const;
export type AdminCode = (typeof ADMIN_CODES)[number];
