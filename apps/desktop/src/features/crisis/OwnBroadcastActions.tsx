import type { BroadcastSnapshot } from "@valise/bridge";
import { Button } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect } from "../../stores/useStore.ts";
import { isInForce } from "./openAlarms.ts";

/** One's own broadcast that is in force is updated or cancelled; others decide on theirs. */
export function OwnBroadcastActions({ row, nowMs }: { readonly row: BroadcastSnapshot; readonly nowMs: number }) {
    const { t } = useI18n();
    const { session, crisis, compose, navigation } = useApp();
    const me = useSelect(session, (snapshot) => snapshot?.userId);
    const mayBroadcast = useSelect(crisis, (snapshot) => snapshot?.may.broadcast === true);
    if (row.senderId !== me || !mayBroadcast || !isInForce(row, nowMs)) return null;
    return (
        <>
            <Button
                size="s"
                variant="quiet"
                icon="pen"
                onPress={() => {
                    compose.beginUpdate(row);
                    navigation.openDialog({ kind: "broadcast" });
                }}
                testId="update-broadcast"
            >
                {t("broadcast.update")}
            </Button>
            <Button
                size="s"
                variant="quiet"
                icon="stop"
                onPress={() => navigation.openDialog({ kind: "cancel-broadcast", key: row.key })}
                testId="cancel-broadcast"
            >
                {t("broadcast.cancel")}
            </Button>
        </>
    );
}
