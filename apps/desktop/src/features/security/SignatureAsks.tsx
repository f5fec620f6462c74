import { Button, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { formatCountdown } from "../crisis/countdown.ts";
import { useNow } from "../crisis/useNow.ts";

/** What another officer has begun to sign and asks of this one, on every screen, for as long as a signature counts. */
export function SignatureAsks() {
    const { t } = useI18n();
    const { desk, agencies, deskSignatures } = useApp();
    const nowMs = useNow();
    const { doneAskIds } = useStore(deskSignatures);
    const asks = (useStore(desk)?.asks ?? []).filter(({ id, untilMs }) => untilMs > nowMs && !doneAskIds.includes(id));
    if (asks.length === 0) return null;
    return (
        <div className="room-notices">
            {asks.map((ask) => (
                <InlineNotice
                    key={ask.id}
                    icon="key"
                    tone="warn"
                    role="status"
                    testId="signature-ask"
                    title={t(ask.isSigned ? "asks.signed" : "asks.title", {
                        name: agencies.person(ask.userId, ask.userId).displayName,
                    })}
                    action={
                        <>
                            <Button size="s" onPress={() => void deskSignatures.take(ask)} testId="signature-ask-open">
                                {t(ask.isSigned ? "asks.signed.open" : "asks.open")}
                            </Button>
                            <Button
                                size="s"
                                variant="quiet"
                                onPress={() => deskSignatures.dismiss(ask.id)}
                                testId="signature-ask-dismiss"
                            >
                                {t("common.dismiss")}
                            </Button>
                        </>
                    }
                >
                    {ask.isSigned
                        ? cleanName(ask.summary)
                        : t("asks.text", {
                              summary: cleanName(ask.summary),
                              time: formatCountdown(ask.untilMs - nowMs),
                          })}
                </InlineNotice>
            ))}
        </div>
    );
}
