import type { TimelineItem } from "@valise/ui";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";

/** Screen readers are told of new messages of others politely, and at most every five seconds. */
const batchMs = 5000;

/** "Nadia Roche: 2 new messages", for the timeline's live region. */
export function useAnnouncement(items: readonly TimelineItem[]): string | undefined {
    const { t } = useI18n();
    const [text, setText] = useState<string>();
    const lastKey = useRef<string | undefined>(undefined);
    const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
    const newest = useRef(items);
    newest.current = items;
    const endKey = items.at(-1)?.key;
    useEffect(() => {
        if (lastKey.current === undefined || endKey === undefined) {
            lastKey.current = endKey;
            return;
        }
        timer.current ??= setTimeout(() => {
            timer.current = undefined;
            const from = newest.current.findLastIndex((item) => item.key === lastKey.current);
            const fresh = newest.current
                .slice(from + 1)
                .filter((item) => item.kind === "message" && !item.message.isOwn);
            lastKey.current = newest.current.at(-1)?.key;
            if (fresh.length > 0) setText(t("timeline.newBelow", { count: fresh.length }));
        }, batchMs);
    }, [endKey, t]);
    useEffect(() => () => clearTimeout(timer.current), []);
    return text;
}
