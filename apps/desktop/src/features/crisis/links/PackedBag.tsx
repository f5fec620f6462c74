import type { EngineOutput, RoomId } from "@valise/bridge";
import { InlineNotice } from "@valise/ui";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useNames } from "./useNames.ts";

export interface PackedBagProps {
    readonly roomId: RoomId | null;
    readonly packed: EngineOutput<"exportBag">;
    readonly isSaved: boolean;
}

/** What is in it, for whom it opens and for whom not: seen before it is saved. */
export function PackedBag({ roomId, packed, isSaved }: PackedBagProps) {
    const { t, formats } = useI18n();
    const nameOf = useNames(roomId);
    const names = (userIds: readonly string[]) => formats.list([...new Set(userIds)].map(nameOf));
    const { eventCount, bytes, opens, unreachable } = packed;
    // Whoever has another device that can open it is reached.
    const shut = unreachable.map(({ userId }) => userId).filter((userId) => !opens.includes(userId));
    return (
        <div role="status" className="stack" data-testid="bag-packed" data-count={eventCount}>
            <p>
                <b>{t("bag.packed", { count: eventCount })}</b>{" "}
                <span className="muted">{formats.size(bytes.length)}</span>
            </p>
            {opens.length > 0 && (
                <p className="foreign">
                    {t("bag.opens", { count: opens.length })} {names(opens)}
                </p>
            )}
            {opens.length === 0 && <InlineNotice tone="bad" title={t("bag.opensNobody")} />}
            {shut.length > 0 && (
                <InlineNotice tone="warn" title={t("bag.shut", { names: names(shut) })}>
                    {t("bag.shut.next")}
                </InlineNotice>
            )}
            {isSaved && (
                <InlineNotice tone="ok" title={t("bag.saved")} testId="bag-saved">
                    {t("bag.saved.next")}
                </InlineNotice>
            )}
        </div>
    );
}
