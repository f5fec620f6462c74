import { asObject, asString } from "../json.ts";

/**
 * A 2xx that is no answer of the homeserver (a gateway's page, nothing at all, an error called success) becomes a 502. The
 * machine does not look into the answer to a room key it sent: it would count the key as delivered, and the message after
 * it would be sent and never readable.
 */
export async function refuseFalseSuccess(response: Response): Promise<Response> {
    if (!response.ok) return response;
    const text = await response.text();
    if (!isAnswer(text)) return new Response("", { status: 502 });
    return new Response(text, { status: response.status, headers: response.headers });
}

function isAnswer(text: string): boolean {
    try {
        const body = asObject(JSON.parse(text));
        return body !== null && asString(body.errcode) === null;
    } catch {
        return false;
    }
}
