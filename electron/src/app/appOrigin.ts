/** The scheme, the one host and the origin under which the page lives. */
export const appScheme = "app";
export const appHost = "valise";
export const appOrigin = `${appScheme}://${appHost}`;
export const appStartUrl = `${appOrigin}/`;

/** Compares the parsed parts, never a prefix: `app://valise.example` and `app://valise@x` are not ours. */
export function isAppUrl(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { protocol, host, username, password } = new URL(url);
    return protocol === `${appScheme}:` && host === appHost && username === "" && password === "";
}
