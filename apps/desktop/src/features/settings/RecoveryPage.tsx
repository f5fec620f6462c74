import { Button, InlineNotice, RecoveryCodeCard, SettingsGroup } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { NeverBackedUp } from "../recovery/NeverBackedUp.tsx";
import { recoveryCodeWords } from "../recovery/recoveryCodeWords.ts";

const backupTones = { on: "ok", off: "warn", unknown: "info" } as const;

/** Which recovery code works, and the next one. */
export function RecoveryPage() {
    const translator = useI18n();
    const { t, formats } = translator;
    const { session, renewCode, recovery } = useApp();
    const snapshot = useSelect(session, (value) => value);
    const state = useStore(renewCode);
    const info = snapshot?.recoveryInfo ?? null;
    const code = snapshot?.recoveryCode ?? null;
    const backup = snapshot?.keyBackup ?? "unknown";
    return (
        <SettingsGroup
            title={t("settings.section.recovery")}
            detail={
                info === null
                    ? t("settings.recovery.none")
                    : t("settings.recovery.info", {
                          number: String(info.number),
                          date: formats.date(info.madeAtMs),
                      })
            }
        >
            <InlineNotice tone={backupTones[backup]}>{t(`settings.backup.${backup}`)}</InlineNotice>
            <NeverBackedUp />
            {code === null ? (
                <div className="row">
                    <Button isBusy={state.isBusy} onPress={() => void renewCode.renew()} testId="renew-code">
                        {state.isBusy ? t("settings.recovery.renewing") : t("settings.recovery.renew")}
                    </Button>
                </div>
            ) : (
                <>
                    <InlineNotice tone="warn" role="status">
                        {t("settings.recovery.renewed")}
                    </InlineNotice>
                    <RecoveryCodeCard
                        code={{ groups: code.groups, number: code.number, createdAtMs: code.madeAtMs }}
                        onPrint={() => window.print()}
                        onSave={() => void recovery.save()}
                        words={recoveryCodeWords(translator)}
                    />
                    <div className="row">
                        <Button variant="primary" onPress={() => void renewCode.kept()} testId="code-kept">
                            {t("settings.recovery.kept")}
                        </Button>
                    </div>
                </>
            )}
            <FailureNotice failure={state.failure} />
        </SettingsGroup>
    );
}
