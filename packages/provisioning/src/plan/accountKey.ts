const ACCOUNTS = "accounts/";

/** Of an account, in plans and in the register. */
export const accountKey = (userId: string): string => `${ACCOUNTS}${userId}`;

/** Whose key it is; `undefined`: no account's. */
export const userOfKey = (key: string): string | undefined =>
    key.startsWith(ACCOUNTS) ? key.slice(ACCOUNTS.length) : undefined;
