import { type ReactNode, startTransition, useEffect, useState } from "react";

/**
 * Draws what is new and large in slices of a few milliseconds, between which the page answers; `instead` stands there until
 * it is whole. What is drawn already changes at once, as anywhere. One inside another comes after it, in a task of its own,
 * which two of React's deferred values would not.
 */
export function Sliced({ instead, children }: { readonly instead?: ReactNode; readonly children: ReactNode }) {
    const [isBegun, setIsBegun] = useState(false);
    useEffect(() => startTransition(() => setIsBegun(true)), []);
    return isBegun ? children : instead;
}
