import { wire } from "../desired/wire.ts";
import type { ObservedRoom, ObservedServer } from "./Observed.ts";

/**
 * The agency's trust room among those its steward made: the one in which bundles have a power of their own. A room made by hand
 * and taken over is none, whatever power its people wrote into it. One that no manifest manages counts where there is no other.
 */
export const findTrustRoom = ({
    rooms,
    unmanagedTrust,
}: Pick<ObservedServer, "rooms" | "unmanagedTrust">): ObservedRoom | undefined =>
    rooms.find(({ byHand, settings }) => byHand === null && settings.power.events[wire.trustBundle] !== undefined) ??
    unmanagedTrust ??
    undefined;
