import { z } from "zod";
import { normalDn } from "./distinguishedName.ts";
import { attributeName, isSearchFilter } from "./isSearchFilter.ts";

const dn = z
    .string()
    .min(3)
    .max(1000)
    .refine((text) => normalDn(text) !== null, { error: "not-a-distinguished-name" });
const attribute = z.string().regex(attributeName);

/** A directory (LDAP v3) as a source of accounts and groups: where it is, whom it holds, which attribute says what. */
export const directorySchema = (key: z.ZodString, file: z.ZodString) =>
    z.strictObject({
        /** `ldaps://host[:port]`, or `ldap://` with `startTls`. */
        url: z
            .string()
            .max(300)
            .regex(/^ldaps?:\/\/([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?$/),
        startTls: z.boolean().default(false),
        /** Without any TLS, to this machine itself; refused to any other. */
        inClear: z.boolean().default(false),
        /** Authorities that its certificate may come from (PEM), in the manifest's folder; those of the system by default. */
        ca: file.optional(),
        /** Who reads it; its password comes from the command line's side, never from here. Nobody by default. */
        bind: dn.optional(),
        base: dn,
        scope: z.enum(["one", "sub"]).default("sub"),
        filter: z.string().refine(isSearchFilter, { error: "not-a-filter" }).default("(objectClass=inetOrgPerson)"),
        pageSize: z.int().min(10).max(1000).default(500),
        attributes: z
            .strictObject({
                user: attribute.default("uid"),
                name: attribute.default("cn"),
                clearance: attribute.optional(),
                expires: attribute.optional(),
            })
            .prefault({}),
        /** When an account is closed: an attribute has one of these values, a bit that is set, or any value at all. */
        disabled: z
            .strictObject({
                attribute,
                is: z.array(z.string().min(1).max(200)).min(1).max(20).optional(),
                bit: z.int().min(1).max(2_147_483_647).optional(),
                state: z.enum(["suspended", "locked"]).default("locked"),
            })
            .optional(),
        /** Whom other agencies do not find: by the same rule. */
        unlisted: z
            .strictObject({
                attribute,
                is: z.array(z.string().min(1).max(200)).min(1).max(20).optional(),
                bit: z.int().min(1).max(2_147_483_647).optional(),
            })
            .optional(),
        /** Groups of the manifest by the entry that holds each. */
        groups: z.record(key, dn).default({}),
        /** Where it is written who is in a group: with the group by name (`member`) or by user (`memberUid`), or with the person. */
        membership: z.enum(["member", "uniqueMember", "memberUid", "memberOf"]).default("member"),
    });

export type DirectorySource = z.output<ReturnType<typeof directorySchema>>;

/** Whether nothing protects the way to it and it was not said to be this very machine. */
export function isInClear({ url, startTls, inClear }: DirectorySource): boolean {
    if (url.startsWith("ldaps:") || startTls) return false;
    return !inClear || !/^ldap:\/\/(127(\.\d{1,3}){3}|\[::1\]|localhost)(:\d+)?$/.test(url);
}
