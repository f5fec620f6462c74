import type { Json, TapRewrite, TapRule } from "../support/tap.ts";

/** Where a client learns of events: both kinds of sync, history, state, single events, context. */
const eventSources = /\/(sync|messages|state|event|context|relations|members|joined_members)\b/;

/** Changes every event on its way to the client; null drops it. */
export function rewriteEvents(change: (event: Json) => Json | null): TapRewrite {
    return ({ url }, answer) => (eventSources.test(url) ? (walk(answer, change) as Json) : answer);
}

/** A sealed message of a room. The Olm messages to a device have the same type; changed, they would take the keys along. */
export const isSealedMessage = (event: Json): boolean =>
    event.type === "m.room.encrypted" && "event_id" in event && !("state_key" in event);

function walk(value: unknown, change: (event: Json) => Json | null): unknown {
    if (Array.isArray(value)) {
        return value.flatMap((item) => {
            if (!isEvent(item)) return [walk(item, change)];
            const changed = change(item);
            return changed === null ? [] : [changed];
        });
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member, change)]));
}

function isEvent(value: unknown): value is Json {
    return typeof value === "object" && value !== null && "type" in value && "content" in value && "sender" in value;
}

export interface Lie {
    readonly rule: TapRule;
    /** How many events the client got changed, or did not get. */
    told(): number;
    /** A sync of the client has met the lie: what was asked before it got the truth. */
    begun(): boolean;
}

/**
 * Every `m.room.encryption` hidden (null) or changed. Until it has been told, a sync that goes on from a known position hears
 * that the server forgot it, so that the client takes the whole room anew, with the lie in it: also one that was started
 * again in between.
 */
export function lieAboutEncryption(content: Json | null): Lie {
    let told = 0;
    let forgotten = false;
    const rewrite = rewriteEvents((event) => {
        if (event.type !== "m.room.encryption") return event;
        told++;
        return content === null ? null : { ...event, content };
    });
    return {
        told: () => told,
        begun: () => forgotten,
        rule(request) {
            if (told === 0 && /\/sync\?.*\bpos=/.test(request.url)) {
                forgotten = true;
                const body = JSON.stringify({ errcode: "M_UNKNOWN_POS", error: "forgotten" });
                return { kind: "answer", answer: { status: 400, body } };
            }
            return { kind: "rewrite", change: (answer) => rewrite(request, answer) };
        },
    };
}
