import type { BroadcastSnapshot } from "@valise/bridge";
import { BroadcastCard, Button, InlineNotice, SegmentedControl } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { AnswerPanel } from "./AnswerPanel.tsx";
import { Attachments } from "./Attachments.tsx";
import { OwnBroadcastActions } from "./OwnBroadcastActions.tsx";
import { nameLanguage, pickText } from "./pickText.ts";
import { ReadBack } from "./ReadBack.tsx";
import { toBroadcast } from "./toBroadcast.ts";

interface BroadcastViewProps {
    readonly row: BroadcastSnapshot;
    readonly nowMs: number;
}

/** The broadcast in view: its text in each language it has, what may be done with it, and the answer. */
export function BroadcastView({ row, nowMs }: BroadcastViewProps) {
    const translator = useI18n();
    const app = useApp();
    const view = useStore(app.crisisView);
    const lang = view.lang ?? translator.language;
    return (
        <BroadcastCard
            broadcast={toBroadcast(row, lang, nowMs, app, translator)}
            notice={<Standing row={row} nowMs={nowMs} />}
            tools={<Tools row={row} nowMs={nowMs} lang={lang} />}
            aside={
                row.refused === null && row.msgType !== "cancel" ? <AnswerPanel row={row} nowMs={nowMs} /> : undefined
            }
        />
    );
}

/** Why it counts for nothing (any more), that it came late, or whom this person stands in for. */
function Standing({ row, nowMs }: BroadcastViewProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { agencies } = useApp();
    if (row.refused !== null) {
        return (
            <InlineNotice tone="bad" title={t("crisis.standing.refused")} code={row.refused} testId="broadcast-refused">
                {describeCode(row.refused, translator).cause}
            </InlineNotice>
        );
    }
    if (row.standing === "cancelled" || row.standing === "superseded") {
        return <InlineNotice tone="warn" title={t(`crisis.standing.${row.standing}`)} testId="broadcast-over" />;
    }
    if (nowMs >= row.expiresMs || row.standing === "expired") {
        const time = formats.listTime(row.expiresMs, nowMs);
        return <InlineNotice tone="warn" title={t("crisis.standing.expired", { time })} testId="broadcast-over" />;
    }
    const standsInFor = row.alarm?.standsInFor ?? [];
    const names = standsInFor.map((userId) => agencies.calledBy(userId));
    return (
        <>
            {row.alarm?.missed === true && <InlineNotice tone="warn" title={t("crisis.missed")} />}
            {names.length > 0 && <InlineNotice title={t("crisis.standsIn", { names: formats.list(names) })} />}
        </>
    );
}

function Tools({ row, nowMs, lang }: BroadcastViewProps & { readonly lang: string }) {
    const { t } = useI18n();
    const { crisisView, navigation, membership, session } = useApp();
    const me = useSelect(session, (snapshot) => snapshot?.userId);
    const { isReadBackShown } = useStore(crisisView);
    const shown = pickText(row.texts, lang)?.lang ?? lang;
    return (
        <>
            {row.refused === null && row.attachments.length > 0 && <Attachments row={row} />}
            {row.texts.length > 1 && (
                <SegmentedControl
                    name={t("crisis.language")}
                    options={row.texts.map((text) => ({
                        value: text.lang,
                        text: nameLanguage(text.lang),
                        lang: text.lang,
                    }))}
                    value={shown}
                    onChange={(picked) => crisisView.change({ lang: picked })}
                    testId="broadcast-language"
                />
            )}
            <Button size="s" variant="quiet" icon="inbox" onPress={() => navigation.openRoom(row.roomId)}>
                {t("crisis.openChannel")}
            </Button>
            {row.senderId !== me && row.refused === null && (
                <Button size="s" variant="quiet" icon="reply" onPress={() => void membership.write(row.senderId)}>
                    {t("crisis.askSender")}
                </Button>
            )}
            <Button
                size="s"
                variant="quiet"
                icon="eye"
                onPress={() => {
                    navigation.openRoom(row.roomId);
                    if (navigation.getState().side !== "readers") navigation.toggleSide("readers");
                }}
                testId="who-reads"
            >
                {t("crisis.whoReads")}
            </Button>
            {row.refused === null && (
                <Button
                    size="s"
                    variant="quiet"
                    icon="shieldCheck"
                    isPressed={isReadBackShown}
                    onPress={() => crisisView.change({ isReadBackShown: !isReadBackShown })}
                    testId="read-back"
                >
                    {t(isReadBackShown ? "crisis.readBack.hide" : "crisis.readBack")}
                </Button>
            )}
            <OwnBroadcastActions row={row} nowMs={nowMs} />
            {isReadBackShown && <ReadBack row={row} lang={shown} />}
        </>
    );
}
