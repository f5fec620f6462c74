import { startTransition, useEffect, useState } from "react";

/**
 * False when it is drawn for the first time, true in a drawing of its own right after: one that React makes in slices of a few
 * milliseconds. Not a deferred value, since one inside another would come in the same drawing.
 */
export function useBegun(): boolean {
    const [isBegun, setIsBegun] = useState(false);
    useEffect(() => startTransition(() => setIsBegun(true)), []);
    return isBegun;
}
