import type { AgencySnapshot } from "@valise/bridge";

const PATH = "/_matrix/client/v3/login/sso/redirect/";

/**
 * Whether the page may send the system's browser here to sign in: the sign-in of a configured agency's own homeserver, at a
 * provider of its, with the place to come back to left open. The address to open, or `undefined`.
 */
export function decideSignInAddress(
    address: string,
    agencies: readonly Pick<AgencySnapshot, "clientUrl">[],
): string | undefined {
    const known = agencies.some(({ clientUrl }) => {
        const start = `${clientUrl.replace(/\/+$/, "")}${PATH}`;
        return address.startsWith(start) && /^[A-Za-z0-9._~-]+\?redirectUrl=$/.test(address.slice(start.length));
    });
    return known && URL.canParse(address) ? address : undefined;
}
