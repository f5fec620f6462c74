import type { SyncUpdate } from "./SyncUpdate.ts";

/** In which a page draws. Where many rooms come at once, nothing waits for one of them. */
const DRAWN_MS = 16;
const MANY_ROOMS = 4;

/** Resolves when what an answer brought had time to reach the screen. */
export const whileDrawn = ({ rooms }: SyncUpdate) =>
    new Promise<void>((resolve) => setTimeout(resolve, rooms.length < MANY_ROOMS ? DRAWN_MS : 0));
