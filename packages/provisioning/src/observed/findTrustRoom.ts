import { wire } from "../desired/wire.ts";
import type { ObservedRoom } from "./Observed.ts";

/** The agency's trust room among those its steward made: the one in which bundles have a power of their own. */
export const findTrustRoom = (rooms: readonly ObservedRoom[]): string | undefined =>
    rooms.find(({ settings }) => settings.power.events[wire.trustBundle] !== undefined)?.roomId;
