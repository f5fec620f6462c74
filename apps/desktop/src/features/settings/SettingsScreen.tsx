import { SettingsLayout, type SettingsPage } from "@valise/ui";
import { useState } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { DevicesPage } from "../devices/DevicesPage.tsx";
import { AccountPage } from "./AccountPage.tsx";
import { LookPage } from "./LookPage.tsx";
import { RecoveryPage } from "./RecoveryPage.tsx";

const pages = [
    { id: "look", icon: "eye", Page: LookPage },
    { id: "devices", icon: "laptop", Page: DevicesPage },
    { id: "recovery", icon: "key", Page: RecoveryPage },
    { id: "session", icon: "user", Page: AccountPage },
] as const;

/** Everything a person can set, page by page. */
export function SettingsScreen() {
    const { t } = useI18n();
    const [currentId, setCurrentId] = useState<string>("look");
    const current = pages.find((page) => page.id === currentId) ?? pages[0];
    return (
        <SettingsLayout
            name={t("settings.title")}
            pages={pages.map(({ id, icon }): SettingsPage => ({ id, icon, text: t(`settings.section.${id}`) }))}
            currentId={current.id}
            onSelect={setCurrentId}
            title={t(`settings.section.${current.id}`)}
        >
            <current.Page />
        </SettingsLayout>
    );
}
