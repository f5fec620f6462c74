import type { SignatureAskSnapshot } from "@valise/bridge";
import { Button, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeFailure } from "../../failures/describeFailure.ts";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { formatCountdown } from "../crisis/countdown.ts";
import { useNow } from "../crisis/useNow.ts";

/** What another officer has begun to sign and asks of this one, on every screen, for as long as a signature counts. */
export function SignatureAsks() {
    const translator = useI18n();
    const { t } = translator;
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
                    tone={ask.code === null ? "warn" : "bad"}
                    role="status"
                    testId="signature-ask"
                    title={t(titleOf(ask), { name: agencies.person(ask.userId, ask.userId).displayName })}
                    code={ask.code ?? undefined}
                    action={
                        <>
                            {ask.code === null && (
                                <Button
                                    size="s"
                                    onPress={() => void deskSignatures.take(ask)}
                                    testId="signature-ask-open"
                                >
                                    {t(ask.isSigned ? "asks.signed.open" : "asks.open")}
                                </Button>
                            )}
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
                    {textOf(ask, nowMs, translator)}
                </InlineNotice>
            ))}
        </div>
    );
}

/** Nobody is said to have signed whose signature this device does not find good. */
const titleOf = ({ isSigned, code }: SignatureAskSnapshot) =>
    code !== null ? "asks.refused" : isSigned ? "asks.signed" : "asks.title";

function textOf({ summary, isSigned, code, untilMs }: SignatureAskSnapshot, nowMs: number, translator: Translator) {
    if (code !== null) {
        const { what, next } = describeFailure({ kind: "refused", code }, translator);
        return `${cleanName(summary)}. ${what} ${next}`;
    }
    if (isSigned) return cleanName(summary);
    return translator.t("asks.text", { summary: cleanName(summary), time: formatCountdown(untilMs - nowMs) });
}
