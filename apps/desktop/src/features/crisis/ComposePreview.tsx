import { Checkbox, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { formatOrdinal, wishOf } from "./broadcastDraft.ts";
import type { BroadcastPreview } from "./createComposeViewModel.ts";
import { useBatched } from "./useBatched.ts";
import { useChannelGate } from "./useChannelGate.ts";

/** Who will read it and who will not, and which of its kind it would be today: always beside the form. */
export function ComposePreview() {
    const { t } = useI18n();
    const form = useStore(useApp().compose);
    const isWhole = typeof wishOf(form) !== "string";
    return (
        <section className="crisis-card" aria-labelledby="broadcast-preview" data-testid="broadcast-preview">
            <div className="crisis-card-head">
                <h3 id="broadcast-preview">{t("broadcast.preview")}</h3>
            </div>
            {form.preview === null ? (
                <p className="crisis-card-part small muted">
                    {t(isWhole && form.previewFailure === null ? "broadcast.preview.asking" : "broadcast.preview.none")}
                </p>
            ) : (
                <Preview preview={form.preview} />
            )}
        </section>
    );
}

function Preview({ preview }: { readonly preview: BroadcastPreview }) {
    const { t, language } = useI18n();
    const { compose } = useApp();
    const { precedence, isOverQuotaMeant } = useStore(compose);
    const { readers, notReading, ordinal, overQuota } = preview;
    const reads = t("broadcast.reads", { count: readers });
    const notReads = t("broadcast.notReads", { count: notReading.length });
    const said = useBatched(`${reads} ${notReads}`);
    return (
        <>
            <p className="sr" aria-live="polite">
                {said}
            </p>
            <div className="crisis-card-part">
                <p>{reads}</p>
                {notReading.length > 0 && <NotReading preview={preview} title={notReads} />}
            </div>
            <div className="crisis-card-part stack">
                <p data-testid="broadcast-ordinal">
                    {t("broadcast.ordinal", { ordinal: formatOrdinal(language, ordinal), precedence })}
                </p>
                {overQuota !== null && (
                    <>
                        <InlineNotice tone="warn">
                            {t("broadcast.quota", { count: overQuota, precedence })}
                        </InlineNotice>
                        <Checkbox
                            text={t("broadcast.quota.meant")}
                            isOn={isOverQuotaMeant}
                            onChange={(isOn) => compose.change({ isOverQuotaMeant: isOn })}
                            testId="broadcast-quota"
                        />
                    </>
                )}
            </div>
        </>
    );
}

function NotReading({ preview, title }: { readonly preview: BroadcastPreview; readonly title: string }) {
    const translator = useI18n();
    const { compose, agencies } = useApp();
    const gate = useChannelGate(useStore(compose).roomId);
    const nameOf = (userId: string) => {
        const name = gate?.rows.find((row) => row.userId === userId)?.name;
        return name === undefined ? agencies.calledBy(userId) : cleanName(name);
    };
    return (
        <>
            <p>
                <b>{title}</b>
            </p>
            <ul>
                {preview.notReading.map(({ userId, code }) => (
                    <li key={userId} className="cause" data-testid="broadcast-not-reading">
                        <b className="foreign">{nameOf(userId)}</b>
                        <span>{describeCode(code, translator).cause}</span>
                        <code className="mono muted">{code}</code>
                    </li>
                ))}
            </ul>
        </>
    );
}
