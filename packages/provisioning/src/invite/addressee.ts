import { z } from "zod";
import type { Desired, DesiredAccount } from "../desired/Desired.ts";
import { digestOf } from "../desired/markOf.ts";

/** The same for every attempt at one message: a command that has sent it does nothing, and ends with 0. */
export const messageId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** Whom an agency's command writes to, in what it reads on its standard input. */
export const addressee = {
    user: z
        .string()
        .max(255)
        .regex(/^@[!-9;-~]+:[!-~]+$/),
    name: z.string().min(1).max(100),
    agency: z.strictObject({ id: z.string(), name: z.string() }),
    server: z.string(),
};

export function addresseeOf(desired: Desired, { userId, displayName, agency: id }: DesiredAccount) {
    const agency = desired.agencies.find((each) => each.id === id);
    return {
        user: userId,
        name: displayName,
        agency: { id, name: agency?.name ?? id },
        server: agency?.server ?? "",
    };
}

/** Of `parts`, which name one message of this community to one person. */
export const messageIdOf = (kind: string, { community }: Desired, ...parts: readonly (string | number)[]): string =>
    digestOf([`valise:${kind}`, community, ...parts].join("\n")).slice(0, 22);

/** For whoever writes such a command. */
export const schemaFor = (schema: z.ZodType, kind: string, section: string) => ({
    ...z.toJSONSchema(schema),
    title: `What a Valise ${kind} command reads on its standard input (packages/provisioning/SPEC.md ${section})`,
});
