import { asObject, asString } from "../json.ts";

const versionPath = /\/_matrix\/client\/v3\/room_keys\/version(\/[^/]*)?(\?|$)/;

/**
 * What a server says of the key backup, if it is whole; else an error of the server. The SDK hands this answer to the
 * crypto module unseen, from a promise nobody awaits: a malformed one would end a Node process.
 */
export async function refuseMalformedBackup(method: string, url: string, response: Response): Promise<Response> {
    if (method !== "GET" || !response.ok || !versionPath.test(url)) return response;
    const text = await response.text();
    const { status, headers } = response;
    return isBackupVersion(text)
        ? new Response(text, { status, headers })
        : new Response("{}", { status: 502, headers });
}

function isBackupVersion(text: string): boolean {
    try {
        const version = asObject(JSON.parse(text));
        const authData = asObject(version?.auth_data);
        return (
            asString(version?.algorithm) !== null &&
            asString(version?.version) !== null &&
            asString(authData?.public_key) !== null
        );
    } catch {
        return false;
    }
}
