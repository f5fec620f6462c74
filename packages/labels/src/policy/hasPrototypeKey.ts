const MAX_DEPTH = 16;

/**
 * Whether parsed JSON has a member named `__proto__`, which schema libraries drop in silence while others read it; too
 * deep a nesting counts as one. Checked first by every strict reader here.
 */
export function hasPrototypeKey(json: unknown, depth = 0): boolean {
    if (typeof json !== "object" || json === null) return false;
    if (depth > MAX_DEPTH || Object.hasOwn(json, "__proto__")) return true;
    return Object.values(json).some((inner) => hasPrototypeKey(inner, depth + 1));
}
