import { createShippedRegistry } from "@valise/labels";

/**
 * The policies that Valise ships, for what the page only proposes: lists, warnings, a dry run. What is decided is decided
 * by the engine with the community's own policies. Import it only from modules that are themselves loaded on demand:
 * policies are data, and much of it.
 */
export const shippedRegistry = createShippedRegistry();
