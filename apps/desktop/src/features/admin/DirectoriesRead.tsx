import { InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";

/** After so long who has come and gone since is worth a warning; the engine refuses a copy of seven days. */
const STALE_MS = 86_400_000;

/**
 * Whose people come from a directory, and how old what is known of it is: the app reads the command's copy alone. What is stale
 * stands above the plan, the rest below it.
 */
export function DirectoriesRead({ stale }: { readonly stale: boolean }) {
    const { t, formats } = useI18n();
    const { clock } = useApp();
    const { summary } = useStore(useAdmin().manifest);
    const nowMs = clock.nowMs();
    return summary?.directories.map(({ agency, readAtMs, accounts }) => {
        const ageMs = Math.max(60_000, nowMs - readAtMs);
        if (ageMs >= STALE_MS !== stale) return null;
        const title = t("admin.directory.read", {
            agency: cleanName(agency),
            accounts: formats.number(accounts),
            age: formats.duration(ageMs),
            time: formats.dateTime(readAtMs),
        });
        return (
            <InlineNotice
                key={agency}
                tone={stale ? "warn" : "info"}
                icon="people"
                title={title}
                testId="directory-read"
            >
                {t(stale ? "admin.directory.stale" : "admin.directory.again")}{" "}
                <code className="mono foreign">{t("admin.directory.command", { file: summary.file })}</code>
            </InlineNotice>
        );
    });
}
