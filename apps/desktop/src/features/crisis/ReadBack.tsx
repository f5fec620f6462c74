import type { BroadcastSnapshot } from "@valise/bridge";
import { InlineNotice, TextField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useLazy } from "../../stores/useLazy.ts";
import { useSelect } from "../../stores/useStore.ts";

/** Its lists of words come with it, so it is loaded with the first look. */
const loadCheck = () => import("@valise/crisis").then(({ isReadBack }) => isReadBack);

/** Six words, on demand: enough to tell a forged broadcast from a true one, no proof of who sent it. */
export function ReadBack({ row, lang }: { readonly row: BroadcastSnapshot; readonly lang: string }) {
    const { t } = useI18n();
    const isMine = useSelect(useApp().session, (snapshot) => snapshot?.userId === row.senderId);
    const code = row.readBack.find((candidate) => candidate.lang === lang) ?? row.readBack[0];
    if (code === undefined) {
        return (
            <div className="read-back-box" role="status">
                <p className="small ink2">{t("crisis.readBack.none")}</p>
            </div>
        );
    }
    return (
        <div className="read-back-box stack">
            <div role="status">
                <p className="small ink2">{t(isMine ? "crisis.readBack.sender" : "crisis.readBack.text")}</p>
                <ol className="read-back" lang={code.lang} translate="no" data-testid="read-back-words">
                    {code.words.map((word, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, its place is what it is
                        <li key={at}>{word}</li>
                    ))}
                </ol>
            </div>
            <Heard words={code.words} />
        </div>
    );
}

/** What the other side reads out, compared here: an ear is easily led. */
function Heard({ words }: { readonly words: readonly string[] }) {
    const { t } = useI18n();
    const [heard, setHeard] = useState("");
    const isReadBack = useLazy(loadCheck);
    const isWhole = heard.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== "").length >= words.length;
    const outcome = !isWhole || isReadBack === undefined ? null : isReadBack(heard, words) ? "same" : "other";
    return (
        <>
            <TextField
                label={t("readBack.heard")}
                hint={t("readBack.heard.hint")}
                value={heard}
                maxLength={200}
                onChange={setHeard}
                testId="read-back-heard"
            />
            <div role="status">
                {outcome !== null && (
                    <InlineNotice
                        tone={outcome === "same" ? "ok" : "bad"}
                        title={t(`readBack.${outcome}`)}
                        testId={`read-back-${outcome}`}
                    />
                )}
            </div>
        </>
    );
}
