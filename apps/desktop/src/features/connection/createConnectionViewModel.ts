import type { OutboxSnapshot, SessionSnapshot } from "@valise/bridge";
import type { ConnectionState } from "@valise/ui";
import type { I18n } from "../../i18n/createI18n.ts";
import { createDerived } from "../../stores/createDerived.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";

export interface ConnectionView {
    readonly state: ConnectionState;
    readonly text: string;
    readonly facts: readonly string[];
}

export interface ConnectionParts {
    readonly session: ReadStore<SessionSnapshot | null>;
    readonly outbox: ReadStore<OutboxSnapshot | null>;
    readonly i18n: I18n;
}

/** Above this, a clock that is off is said (protocol 8). */
const clockToleranceMs = 120_000;

/** The link to one's own agency in words, and what waits because of it. */
export function createConnectionViewModel({ session, outbox, i18n }: ConnectionParts): ViewModel<ConnectionView> {
    return createDerived(
        [session, outbox, i18n],
        () => {
            const { t, formats } = i18n.getState();
            const snapshot = session.getState();
            const agency = snapshot?.agency?.name ?? "";
            const waiting = outbox.getState();
            const facts: string[] = [];
            const offline = snapshot?.connection.state === "offline";
            if (waiting !== null && waiting.queuedCount > 0 && offline) {
                facts.push(t("connection.waiting", { count: waiting.queuedCount }));
            }
            if (waiting !== null && waiting.failedCount > 0) {
                facts.push(t("connection.failed", { count: waiting.failedCount }));
            }
            if (waiting !== null && waiting.damagedCount > 0) {
                facts.push(t("connection.damaged", { count: waiting.damagedCount }));
            }
            const offMs = Math.abs(snapshot?.clockDifferenceMs ?? 0);
            if (offMs > clockToleranceMs) facts.push(t("connection.clock", { count: Math.round(offMs / 60_000) }));
            switch (snapshot?.connection.state) {
                case "online":
                    return { state: "connected", text: t("connection.connected", { agency }), facts };
                case "offline": {
                    const sinceMs = snapshot.connection.lastHeardMs ?? snapshot.connection.sinceMs;
                    const text = t("connection.offline", { agency, time: formats.time(sinceMs) });
                    return { state: "offline", text, facts };
                }
                default:
                    return { state: "connecting", text: t("connection.connecting", { agency }), facts };
            }
        },
        sameConnection,
    );
}

function sameConnection(a: ConnectionView, b: ConnectionView): boolean {
    return a.state === b.state && a.text === b.text && a.facts.join("\n") === b.facts.join("\n");
}
