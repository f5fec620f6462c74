import { isAppUrl } from "../app/appOrigin.ts";

/** What the page's session may ask for: the app itself, decrypted blobs, and the configured homeservers. */
export function isAllowedRequest(url: string, homeserverOrigins: ReadonlySet<string>): boolean {
    if (!URL.canParse(url)) return false;
    const { protocol, origin } = new URL(url);
    if (protocol === "blob:" || protocol === "data:") return true;
    return isAppUrl(url) || homeserverOrigins.has(origin);
}
