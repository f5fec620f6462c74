import { err, ok, type Result } from "@valise/base";
import { parseStrictJson } from "@valise/clearance";
import { z } from "zod";
import { type ManifestAccount, parseAccount } from "../manifest/manifestSchema.ts";

export interface ScimRefusal {
    /** Position among the resources, from 0; -1: the file itself. */
    readonly index: number;
    readonly field: string;
}

const VALISE_USER = "urn:valise:params:scim:schemas:1.0:User";
/** Attributes of RFC 7643 that are read; others are the directory's own and are passed over. */
const userSchema = z.object({
    userName: z.string(),
    displayName: z.string().optional(),
    name: z.object({ formatted: z.string().optional() }).optional(),
    active: z.boolean().default(true),
    groups: z.array(z.object({ value: z.string() })).default([]),
    [VALISE_USER]: z
        .strictObject({
            clearance: z.string().optional(),
            expires: z.string().optional(),
            listed: z.boolean().optional(),
        })
        .optional(),
});
const fileSchema = z.union([z.array(z.unknown()), z.object({ Resources: z.array(z.unknown()) })]);

/**
 * Accounts from SCIM-shaped JSON (RFC 7643): a `ListResponse` or a plain list of users. Read are `userName` (the local part),
 * `displayName` or `name.formatted`, `active` (false suspends), `groups[].value`, and `clearance`, `expires` and `listed` of
 * our own extension.
 */
export function parseScim(text: string, agency: string): Result<readonly ManifestAccount[], ScimRefusal> {
    const file = fileSchema.safeParse(parseStrictJson(text));
    if (!file.success) return err({ index: -1, field: "Resources" });
    const accounts: ManifestAccount[] = [];
    for (const [index, resource] of (Array.isArray(file.data) ? file.data : file.data.Resources).entries()) {
        const user = userSchema.safeParse(resource);
        if (!user.success) return err({ index, field: user.error.issues[0]?.path.join(".") ?? "" });
        const parsed = parseAccount(accountOf(user.data, agency));
        if (!parsed.ok) return err({ index, field: parsed.error });
        accounts.push(parsed.value);
    }
    return ok(accounts);
}

function accountOf(user: z.output<typeof userSchema>, agency: string): Record<string, unknown> {
    return {
        agency,
        user: user.userName,
        name: user.displayName ?? user.name?.formatted,
        state: user.active ? "active" : "suspended",
        groups: user.groups.map(({ value }) => value),
        ...user[VALISE_USER],
    };
}
