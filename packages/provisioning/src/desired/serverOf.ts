/** The homeserver of a Matrix user: the part of every id of its own that never changes. */
export const serverOf = (userId: string): string => userId.slice(userId.indexOf(":") + 1);
