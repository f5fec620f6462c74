import type { LinkSnapshot } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../../stores/useStore.ts";
import { agencyByName } from "../toBroadcast.ts";
import { useNow } from "../useNow.ts";
import { describeLink, stateOfLink, type WeatherRow } from "./decideLink.ts";

export interface LinkView extends LinkSnapshot {
    readonly row: WeatherRow;
}

/** The links to the other agencies, as they stand now. */
export function useLinks(): readonly LinkView[] {
    const translator = useI18n();
    const app = useApp();
    const nowMs = useNow(5_000);
    const own = useSelect(app.session, (snapshot) => snapshot?.connection ?? null);
    const weather = useStore(app.crisis)?.weather ?? [];
    return weather
        .filter((row) => !row.own)
        .map((row) => {
            const state = stateOfLink(row, own, nowMs);
            return {
                ...{ id: row.agency, row, state },
                agency: agencyByName(row.agencyName, app),
                text: describeLink(row, state, nowMs, translator),
                waitingText: row.waiting === 0 ? undefined : translator.t("links.waiting", { count: row.waiting }),
            };
        });
}
