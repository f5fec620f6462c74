import type { ExpiredSendSnapshot, OutboxSnapshot } from "@valise/bridge";
import type { I18n } from "../../i18n/createI18n.ts";
import type { AgencyDirectory } from "../../people/createAgencyDirectory.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Toasts } from "./createToasts.ts";

export interface ExpiredParts {
    readonly outbox: ReadStore<OutboxSnapshot | null>;
    readonly agencies: AgencyDirectory;
    readonly i18n: I18n;
    readonly toasts: Toasts;
}

/** So many are named. */
const mostNamed = 5;

/** A call, an offer or a request that did not leave in time is told to whoever sent it, each once; it stays until dismissed. */
export function tellExpired({ outbox, agencies, i18n, toasts }: ExpiredParts): Disposable {
    let told = 0;
    const say = ({ what, userIds }: ExpiredSendSnapshot) => {
        const { t, formats } = i18n.getState();
        const names = formats.list(userIds.slice(0, mostNamed).map(agencies.calledBy));
        toasts.showProblem(t(`expired.${what}`, { count: userIds.length, names }));
    };
    const look = () => {
        const expired = outbox.getState()?.expired ?? [];
        // After another start the engine counts anew.
        const fresh = expired.slice(expired.length < told ? 0 : told);
        told = expired.length;
        if (fresh.length > 0) void i18n.loadLater().then(() => fresh.forEach(say));
    };
    const stop = outbox.subscribe(look);
    look();
    return { [Symbol.dispose]: stop };
}
