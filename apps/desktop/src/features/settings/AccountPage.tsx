import { Button, SettingsGroup } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect } from "../../stores/useStore.ts";
import { SignOutDialog } from "../signOut/SignOutDialog.tsx";

/** Who is signed in, signing out, and what this program is. */
export function AccountPage() {
    const { t } = useI18n();
    const { session, signOut, boot } = useApp();
    const user = useSelect(session, (snapshot) => snapshot?.userId ?? "");
    return (
        <>
            <SettingsGroup title={t("settings.section.session")} detail={t("settings.account", { user })}>
                <div className="row">
                    <Button variant="danger" onPress={signOut.ask} testId="sign-out">
                        {t("settings.signOut")}
                    </Button>
                </div>
            </SettingsGroup>
            <SettingsGroup
                title={t("settings.section.about")}
                detail={boot.kind === "web" ? t("settings.about.evaluation") : undefined}
            >
                <p>{t("settings.about", { version: boot.version })}</p>
            </SettingsGroup>
            <SignOutDialog />
        </>
    );
}
