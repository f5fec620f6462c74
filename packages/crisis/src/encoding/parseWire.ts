import { err, ok, type Result } from "@valise/base";
import type { z } from "zod";

/** Why something on the wire was not read: which member, never its content. */
export type WireRefusal =
    | { readonly kind: "unknown-version" }
    | { readonly kind: "malformed"; readonly path: string }
    | { readonly kind: "too-large"; readonly maxBytes: number };

const MAX_DEPTH = 12;

/** Whether parsed JSON has a member that schemas drop in silence; too deep a nesting counts as one. */
function hasPrototypeMember(json: unknown, depth = 0): boolean {
    if (typeof json !== "object" || json === null) return false;
    if (depth > MAX_DEPTH || Object.hasOwn(json, "__proto__")) return true;
    return Object.values(json).some((inner) => hasPrototypeMember(inner, depth + 1));
}

/** Whether parsed JSON is of a shape that anything here digests: not too deep, no member that readers differ on. */
export const isPlainJson = (json: unknown): boolean => !hasPrototypeMember(json);

/**
 * Reads one of this package's formats (SPEC 2.1): closed members, version 1, every value in its range. The first fault is
 * named by its path. A format without a version is read by the same rules.
 */
export function parseWire<T>(schema: z.ZodType<T>, value: unknown): Result<T, WireRefusal> {
    if (!isPlainJson(value)) return err({ kind: "malformed", path: "__proto__" });
    const parsed = schema.safeParse(value);
    if (parsed.success) return ok(parsed.data);
    if (typeof value === "object" && value !== null && "v" in value && value.v !== 1)
        return err({ kind: "unknown-version" });
    const [issue] = parsed.error.issues;
    return err({ kind: "malformed", path: issue?.path.map(String).join(".") ?? "" });
}
