import type { WebServer } from "./serveWeb.ts";

/** Opens the app for a person. The desktop shell takes this over once it can be run; until then the address is said. */
export async function openApp(web: WebServer | undefined, say: (line: string) => void): Promise<void> {
    if (web === undefined) say("The app is not built; the homeservers run without it.");
    else say(`Open ${web.url} in a browser.`);
}
