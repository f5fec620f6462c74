import type { ReceivedBroadcast } from "../broadcast/BroadcastBook.ts";
import type { BroadcastWire, Precedence } from "../broadcast/wire.ts";
import { type CapAlert, type CapInfo, formatCapTime } from "./capWire.ts";

/** Marks an alert of ours, and of which version of this mapping. */
export const CAP_CODE = "org.valise.broadcast:1";
export const CAP_PRECEDENCE = "org.valise.precedence";
const CAP_LEAD = "org.valise.lead";
const CAP_ACK_BY = "org.valise.acknowledge-by";

/** Urgency and severity of each precedence (SPEC 10.1). */
const grades: Readonly<Record<Precedence, Pick<CapInfo, "urgency" | "severity">>> = {
    FLASH: { urgency: "Immediate", severity: "Extreme" },
    IMMEDIATE: { urgency: "Immediate", severity: "Severe" },
    PRIORITY: { urgency: "Expected", severity: "Moderate" },
    ROUTINE: { urgency: "Unknown", severity: "Minor" },
};
const statuses = { actual: "Actual", exercise: "Exercise", test: "Test" } as const;
const msgTypes = { alert: "Alert", update: "Update", cancel: "Cancel" } as const;

/**
 * A broadcast as CAP 1.2 (SPEC 10.1). `marking`: the label in words, which becomes the restriction; `senderName` and `category`
 * are the exporter's choice. Answers, options, audience, attachments and the plan stay behind.
 */
export function capOfBroadcast(
    { wire, author }: ReceivedBroadcast,
    {
        marking,
        senderName,
        category = "Security",
    }: { readonly marking: string; readonly senderName?: string; readonly category?: CapInfo["category"][number] },
): CapAlert {
    const references = wire.refs.map(({ sub, id, iat }) => `${sub},${id},${formatCapTime(iat)}`).join(" ");
    return {
        identifier: wire.id,
        sender: author.sub,
        sent: formatCapTime(wire.iat),
        status: statuses[wire.status],
        msgType: msgTypes[wire.msgType],
        scope: "Restricted",
        restriction: marking,
        code: [CAP_CODE],
        ...(wire.exerciseName !== undefined && { note: wire.exerciseName }),
        ...(references !== "" && { references }),
        ...(wire.crisis !== undefined && { incidents: wire.crisis }),
        info: Object.entries(wire.texts).map(([language, text]) => infoOf(wire, language, text, category, senderName)),
    };
}

function infoOf(
    wire: BroadcastWire,
    language: string,
    { headline, body }: BroadcastWire["texts"][string],
    category: CapInfo["category"][number],
    senderName: string | undefined,
): CapInfo {
    const withinS = wire.ask?.withinS;
    const acknowledgeBy = withinS == null ? [] : [{ valueName: CAP_ACK_BY, value: formatCapTime(wire.iat + withinS) }];
    return {
        language,
        category: [category],
        event: wire.precedence,
        responseType: [],
        ...grades[wire.precedence],
        certainty: "Unknown",
        eventCode: [],
        expires: formatCapTime(wire.expires),
        ...(senderName !== undefined && { senderName }),
        ...(headline !== undefined && { headline: headline.trim() }),
        description: body.trim(),
        parameter: [
            { valueName: CAP_PRECEDENCE, value: wire.precedence },
            { valueName: CAP_LEAD, value: wire.lead },
            ...acknowledgeBy,
        ],
        resource: [],
        area: [],
    };
}
