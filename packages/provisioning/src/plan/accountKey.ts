/** Of an account, in plans and in the register. */
export const accountKey = (userId: string): string => `accounts/${userId}`;
