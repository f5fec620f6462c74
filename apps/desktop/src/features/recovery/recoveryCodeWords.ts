import type { RecoveryCodeWords } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";

export function recoveryCodeWords({ t, formats }: Translator): RecoveryCodeWords {
    return {
        title: (number) => t("recovery.card", { number: String(number) }),
        madeAt: (createdAtMs) => t("recovery.madeAt", { date: formats.dateTime(createdAtMs) }),
        highestWorks: t("recovery.highest"),
        codeName: t("recovery.codeName"),
        reading: t("recovery.reading"),
        print: t("recovery.print"),
        save: t("recovery.save"),
    };
}
