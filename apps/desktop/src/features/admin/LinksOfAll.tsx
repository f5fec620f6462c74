import { type AgencySnapshot, InlineNotice, type LinkCellSnapshot, LinkMatrix } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { useLinks } from "../crisis/links/useLinks.ts";
import { agencyByUrn } from "../crisis/toBroadcast.ts";
import { useAdmin } from "./adminOf.ts";
import { findFaults, type LinkRow } from "./decideLinks.ts";
import { TestLink } from "./TestLink.tsx";
import { useLinkRows } from "./useLinkRows.ts";

interface Side {
    readonly serverName: string;
    /** As the trust bundle names it; null: it is not in it. */
    readonly urn: string | null;
    readonly agency: AgencySnapshot;
}

/** Agencies of the community, and those of this machine's configuration that its trust bundle does not know. */
function useSides(): readonly Side[] {
    const app = useApp();
    const { boot, agencies, crisis } = app;
    const weather = useSelect(crisis, (snapshot) => snapshot?.weather) ?? [];
    const configured = boot.agencies.map(({ serverName }) => serverName);
    const trusted = weather.flatMap(({ agency: urn, servers }): Side[] => {
        const serverName = servers.find((name) => configured.includes(name)) ?? servers[0];
        if (serverName === undefined) return [];
        const isKnown = configured.includes(serverName);
        return [{ serverName, urn, agency: isKnown ? agencies.byServerName(serverName) : agencyByUrn(urn, app) }];
    });
    const known = new Set(trusted.map(({ serverName }) => serverName));
    const others = configured.filter((serverName) => !known.has(serverName));
    return [
        ...trusted,
        ...others.map((serverName) => ({ serverName, urn: null, agency: agencies.byServerName(serverName) })),
    ];
}

/**
 * The ways between all agencies: one's own row as one's own server says, one's own column as this device hears. What passes between
 * two others is their administrators' to see, and is said to be unknown.
 */
export function LinksOfAll() {
    const translator = useI18n();
    const { t } = translator;
    const { clock, session } = useApp();
    const own = useSelect(session, (snapshot) => snapshot?.agency?.serverName ?? "");
    const { value } = useStore(useAdmin().links);
    const out = new Map(useLinkRows(value).map((row) => [row.serverName, row]));
    const heard = new Map(useLinks().map((link) => [link.row.agency, link]));
    const sides = useSides();
    const unknown = (text: string): LinkCellSnapshot => ({ state: "unknown", text });
    const cellOf = (from: Side, to: string): LinkCellSnapshot | null => {
        if (from.serverName === to) return null;
        const row = out.get(to);
        if (from.serverName === own)
            return value === null || row === undefined
                ? unknown(t("links.unknown"))
                : sending(row, clock.nowMs(), translator);
        if (to !== own) return unknown(t("admin.matrix.elsewhere"));
        return heard.get(from.urn ?? "") ?? unknown(t("links.unknown"));
    };
    if (sides.length < 2) return null;
    return (
        <LinkMatrix
            name={t("admin.matrix.title")}
            corner={t("admin.matrix.corner")}
            rows={sides.map((from) => ({
                id: from.serverName,
                agency: from.agency,
                cells: sides.map((to) => cellOf(from, to.serverName)),
            }))}
            testId="link-matrix"
        />
    );
}

function sending({ state, failingSinceMs }: LinkRow, nowMs: number, { t, formats }: Translator): LinkCellSnapshot {
    if (state === "ok") return { state: "up", text: t("admin.links.ok") };
    if (state === "none") return { state: "unknown", text: t("admin.links.none") };
    const time = formats.listTime(failingSinceMs ?? nowMs, nowMs);
    return { state: "failing", text: t("admin.links.failing", { time }) };
}

/** Of each link that fails, where the fault lies as far as that can be told from here. */
export function LinkFaults({ rows }: { readonly rows: readonly LinkRow[] }) {
    const { t, formats } = useI18n();
    const { agencies, clock } = useApp();
    const nowMs = clock.nowMs();
    const nameOf = (serverName: string) => agencies.byServerName(serverName).name;
    const reached = rows.filter(({ state }) => state === "ok").map(({ serverName }) => nameOf(serverName));
    return findFaults(rows).map(({ row, fault }) => (
        <InlineNotice
            key={row.serverName}
            tone="bad"
            icon="cut"
            title={t("admin.fault.title", {
                name: nameOf(row.serverName),
                time: formats.listTime(row.failingSinceMs ?? nowMs, nowMs),
            })}
            action={<TestLink serverName={row.serverName} />}
            testId="link-fault"
        >
            {t(`admin.fault.${fault}`, {
                name: nameOf(row.serverName),
                time: formats.listTime(row.heardMs ?? nowMs, nowMs),
                others: formats.list(reached),
            })}{" "}
            {(row.waitingRooms ?? 0) > 0 && t("admin.fault.waiting", { count: row.waitingRooms ?? 0 })}
        </InlineNotice>
    ));
}
