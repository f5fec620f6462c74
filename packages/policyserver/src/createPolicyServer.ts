import { createServer, type IncomingMessage, type Server } from "node:http";
import { z } from "zod";
import { judgeEvent, type PolicyCode, type PolicyTrust } from "./judgeEvent.ts";
import { eventSchema, readFacts, stateSchema } from "./RoomFacts.ts";
import { type PolicyKey, signEvent, signedVersions } from "./signEvent.ts";

export interface PolicyServerOptions {
    /** Whose policy server it is: `via` of `m.room.policy`, and the name its signatures stand under. */
    readonly serverName: string;
    readonly key: PolicyKey;
    /** The community's bundle as it is known now. */
    trust(): Promise<PolicyTrust | undefined>;
    nowS(): number;
    /** Told of every refusal: its code and the event's type, never more. */
    onRefused(code: PolicyCode | "POL_ROOM_VERSION", type: string): void;
}

/** The largest event is 64 KiB; the state of a roster room of thousands is larger. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

const questionSchema = z.object({
    event: eventSchema,
    state: stateSchema,
    /** The homeserver has this event already, and has accepted it. */
    accepted: z.boolean().default(false),
    sign: z.boolean().default(false),
});

/**
 * Answers `POST /judge` of its homeserver, on loopback (SPEC 3): `{allowed, code?, signatures?}`. What the homeserver has
 * accepted before is signed as it is: today's charter is no judge of yesterday's joins.
 */
export function createPolicyServer(options: PolicyServerOptions): Server {
    return createServer((request, response) => {
        const answer = (status: number, body: object) => {
            response.writeHead(status, { "content-type": "application/json" });
            response.end(JSON.stringify(body));
        };
        if (request.method === "GET" && request.url === "/health") return answer(200, {});
        if (request.method !== "POST" || request.url !== "/judge") return answer(404, {});
        readQuestion(request)
            .then(
                async (question) => {
                    if (question === undefined) answer(400, {});
                    else answer(200, await decide(question, options));
                },
                () => answer(400, {}),
            )
            .catch(() => answer(500, {}));
    });
}

async function decide({ event, state, accepted, sign }: z.output<typeof questionSchema>, options: PolicyServerOptions) {
    const facts = readFacts(state);
    const refused = (code: PolicyCode | "POL_ROOM_VERSION") => {
        options.onRefused(code, event.type);
        return { allowed: false, code };
    };
    const code = accepted ? undefined : judgeEvent(event, facts, await options.trust(), options.nowS());
    if (code !== undefined) return refused(code);
    if (!sign) return { allowed: true };
    if (!signedVersions.has(facts.version ?? "")) return refused("POL_ROOM_VERSION");
    const signature = signEvent(event, options.key);
    return { allowed: true, signatures: { [options.serverName]: { "ed25519:policy_server": signature } } };
}

async function readQuestion(request: IncomingMessage) {
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of request as AsyncIterable<Buffer>) {
        bytes += part.length;
        if (bytes > MAX_BODY_BYTES) return undefined;
        parts.push(part);
    }
    return questionSchema.safeParse(JSON.parse(Buffer.concat(parts).toString("utf8"))).data;
}
