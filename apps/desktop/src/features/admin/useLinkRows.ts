import type { LinkSnapshot } from "@valise/bridge";
import { useApp } from "../../app/AppContext.tsx";
import { useSelect } from "../../stores/useStore.ts";
import type { LinkRow } from "./decideLinks.ts";

/** Every agency of the configuration and of the trust bundle, and every server that was ever sent to, with what this person's own client has heard. */
export function useLinkRows(links: readonly LinkSnapshot[] | null): readonly LinkRow[] {
    const { boot, crisis, session } = useApp();
    const own = useSelect(session, (snapshot) => snapshot?.agency?.serverName ?? "");
    const weather = useSelect(crisis, (snapshot) => snapshot?.weather) ?? [];
    const known = new Map((links ?? []).map((link) => [link.serverName, link]));
    const trusted = weather.flatMap(({ servers }) => servers.slice(0, 1));
    const names = new Set([...boot.agencies.map(({ serverName }) => serverName), ...trusted, ...known.keys()]);
    names.delete(own);
    return [...names].sort().map((serverName) => {
        const heardMs = weather.find(({ servers }) => servers.includes(serverName))?.lastHeardMs ?? null;
        const none = { state: "none" as const, failingSinceMs: null, retryAtMs: null, waitingRooms: null };
        return { ...(known.get(serverName) ?? { serverName, ...none }), heardMs };
    });
}
