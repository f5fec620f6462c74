import type { Result } from "@valise/base";
import { z } from "zod";
import type { BroadcastWire } from "../broadcast/wire.ts";
import { userId } from "../encoding/fields.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";

/** All that a gateway may ever say. Nothing of a broadcast goes into it. */
const SAY = {
    actual: { de: "Valise öffnen", en: "Open Valise", fr: "Ouvrez Valise" },
    exercise: { de: "Übung: Valise öffnen", en: "Exercise: open Valise", fr: "Exercice : ouvrez Valise" },
} as const;

const say = (of: keyof typeof SAY) =>
    z.strictObject({ de: z.literal(SAY[of].de), en: z.literal(SAY[of].en), fr: z.literal(SAY[of].fr) });

const schema = z.discriminatedUnion("exercise", [
    z.strictObject({ ...call(), exercise: z.literal(false), say: say("actual") }),
    z.strictObject({ ...call(), exercise: z.literal(true), say: say("exercise") }),
]);

function call() {
    return {
        v: z.literal(1),
        /** The same for every attempt at this step: a gateway that has done it does nothing. */
        call: z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]-([1-9]|[12][0-9]|3[0-2])$/),
        step: z.int().min(1).max(32),
        people: z.array(userId).min(1).max(10_000),
    };
}

/** What a gateway command reads on its standard input (SPEC 9.6): whom to reach, and "open Valise". */
export type GatewayCallWire = z.infer<typeof schema>;

/** The same as JSON Schema, for whoever writes a gateway: `gateway-call.schema.json`. */
export const gatewayCallSchema = () => ({
    ...z.toJSONSchema(schema),
    title: "What a Valise gateway reads on its standard input (packages/crisis/SPEC.md 9.6)",
});

/** Reads a call strictly: a gateway that is handed any other word refuses it. */
export const parseGatewayCall = (value: unknown): Result<GatewayCallWire, WireRefusal> => parseWire(schema, value);

/** The call for one step of a broadcast's plan. */
export function gatewayCall({ id, status }: BroadcastWire, step: number, people: readonly string[]): GatewayCallWire {
    const shared = { v: 1 as const, call: `${id}-${step}`, step, people: [...people] };
    return status === "exercise"
        ? { ...shared, exercise: true, say: SAY.exercise }
        : { ...shared, exercise: false, say: SAY.actual };
}
