import type { VerificationSnapshot as EngineVerification } from "@valise/bridge";
import { Dialog, EmojiVerification, type VerificationSnapshot } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { failureCode } from "../../failures/describeFailure.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import type { Language } from "../../i18n/language.ts";
import { useStore } from "../../stores/useStore.ts";
import { emojiNames } from "./emojiNames.ts";

/** Comparing symbols, step by step. */
export function VerificationDialog() {
    const { t, language } = useI18n();
    const { verification, agencies } = useApp();
    const flow = useStore(verification);
    if (flow === null) return null;
    const name = agencies.person(flow.userId, flow.userId).displayName;
    const own = flow.own;
    return (
        <Dialog
            title={t("sas.title")}
            isOpen
            onClose={() => void verification.close()}
            closeName={t("common.close")}
            isDismissable={false}
        >
            <EmojiVerification
                verification={viewOf(flow, name, language)}
                actions={{
                    accept: () => void verification.accept(),
                    match: () => void verification.answer(true),
                    mismatch: () => void verification.answer(false),
                    cancel: () => void verification.close(),
                    close: () => void verification.close(),
                }}
                words={{
                    asked: () => (own ? t("sas.requested.incomingOwn") : t("sas.requested.incoming", { name })),
                    waiting: () =>
                        flow.phase === "ready"
                            ? t("sas.ready")
                            : own
                              ? t("sas.requested.outgoingOwn")
                              : t("sas.requested.outgoing", { name }),
                    compare: () => t("sas.emoji"),
                    compareHow: t("sas.how"),
                    emojiName: t("sas.symbols"),
                    confirming: t("sas.waiting"),
                    done: () => t("sas.done"),
                    cancelled: () => t("sas.cancelled"),
                    accept: t("sas.accept"),
                    match: t("sas.match"),
                    mismatch: t("sas.differ"),
                    cancel: t("common.cancel"),
                    close: t("common.close"),
                }}
            />
        </Dialog>
    );
}

function viewOf(flow: EngineVerification, otherName: string, language: Language): VerificationSnapshot {
    const emoji = (flow.emoji ?? []).map(({ symbol, name }) => ({
        symbol,
        name: emojiNames[language].get(symbol.replace("\ufe0f", "")) ?? name,
    }));
    switch (flow.phase) {
        case "requested":
            return flow.incoming ? { kind: "asked", otherName } : { kind: "waiting", otherName };
        case "ready":
            return { kind: "waiting", otherName };
        case "emoji":
            return { kind: "compare", otherName, emoji };
        case "waiting":
            return flow.emoji === null ? { kind: "waiting", otherName } : { kind: "confirming", otherName, emoji };
        case "done":
            return { kind: "done", otherName };
        case "cancelled":
            return { kind: "cancelled", code: flow.failure === null ? "CANCELLED" : failureCode(flow.failure) };
    }
}
