import type { BroadcastSnapshot } from "@valise/bridge";
import { useState } from "react";
import { useApp } from "../../../app/AppContext.tsx";
import type { Translator } from "../../../i18n/createI18n.ts";
import { useI18n } from "../../../i18n/I18nContext.tsx";

/** The roll call as CSV on the disk, confirmed outside the page; the marking stands in its first line and in each. */
export function useRollCallExport({ senderId, broadcastId }: BroadcastSnapshot) {
    const translator = useI18n();
    const { engine, shell, toasts } = useApp();
    const [isBusy, setBusy] = useState(false);
    const run = async () => {
        const { language } = translator;
        if (!(await shell.confirmSensitive({ action: "export", language }))) return;
        setBusy(true);
        const words = tableWords(translator);
        const wish = { broadcast: { senderId, broadcastId }, format: "roll-call-csv", words } as const;
        const result = await engine.commands.exportBroadcast(wish);
        setBusy(false);
        if (result.ok) await shell.saveFile(result.value);
        else toasts.showFailure(result.error);
    };
    return { isBusy, run: () => void run() };
}

const rungs = [
    ...(["no-device", "key-withheld", "not-delivered", "undecryptable"] as const),
    ...(["delivered", "seen", "acknowledged"] as const),
];

function tableWords({ t }: Translator): Record<string, string> {
    return {
        ...Object.fromEntries(rungs.map((rung) => [rung, t(`coverage.cause.${rung}`)])),
        name: t("desk.col.person"),
        user: t("rollCall.user"),
        post: t("coverage.of.post"),
        state: t("rollCall.state"),
        place: t("rollCall.place"),
        answer: t("rollCall.answer"),
        text: t("rollCall.text"),
        by: t("rollCall.by"),
        at: t("rollCall.at"),
        reached: t("rollCall.reached"),
        safe: t("rollCall.safe"),
        "need-help": t("rollCall.need-help"),
        hurt: t("rollCall.hurt"),
        "cannot-comply": t("rollCall.cannot-comply"),
        answered: t("rollCall.answered"),
        missing: t("rollCall.missing"),
    };
}
