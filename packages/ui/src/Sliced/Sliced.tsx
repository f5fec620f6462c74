import type { ReactNode } from "react";
import { useBegun } from "./useBegun.ts";

/**
 * Draws what is new and large in slices, between which the page answers; `instead` stands there until it is whole. One inside
 * another comes after it. What is drawn already changes at once, as anywhere.
 */
export function Sliced({ instead, children }: { readonly instead?: ReactNode; readonly children: ReactNode }) {
    return useBegun() ? children : instead;
}
