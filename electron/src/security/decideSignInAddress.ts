import type { AgencySnapshot } from "@valise/bridge";

const PATH = "/_matrix/client/v3/login/sso/redirect/";
const PROOF_PATH = "/_matrix/client/v3/auth/m.login.sso/fallback/web?prompt=login&session=";

/**
 * Whether the page may send the system's browser here to sign in: the sign-in of a configured agency's own homeserver, at a
 * provider of its, with the place to come back to left open. The address to open, or `undefined`.
 */
export function decideSignInAddress(
    address: string,
    agencies: readonly Pick<AgencySnapshot, "clientUrl">[],
): string | undefined {
    return decide(address, agencies, PATH, /^[A-Za-z0-9._~-]+\?redirectUrl=$/);
}

/** The same for the page of an agency's own homeserver at which a person shows at their provider that it is them. */
export function decideProofAddress(
    address: string,
    agencies: readonly Pick<AgencySnapshot, "clientUrl">[],
): string | undefined {
    return decide(address, agencies, PROOF_PATH, /^[A-Za-z0-9._~%-]{1,255}$/);
}

function decide(
    address: string,
    agencies: readonly Pick<AgencySnapshot, "clientUrl">[],
    path: string,
    rest: RegExp,
): string | undefined {
    const known = agencies.some(({ clientUrl }) => {
        const start = `${clientUrl.replace(/\/+$/, "")}${path}`;
        return address.startsWith(start) && rest.test(address.slice(start.length));
    });
    return known && URL.canParse(address) ? address : undefined;
}
