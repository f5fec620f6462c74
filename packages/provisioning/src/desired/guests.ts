/**
 * An external guest: an account whose local part begins so, which everybody sees and the homeserver acts on (it makes no room
 * and invites nobody). Here it is held to its own terms (SPEC 1.12).
 */
export const isGuest = (user: string): boolean => user.replace(/^@/, "").startsWith("guest.");
