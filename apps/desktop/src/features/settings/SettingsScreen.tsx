import { type IconName, SettingsLayout, type SettingsPage } from "@valise/ui";
import type { ComponentType } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect } from "../../stores/useStore.ts";
import { ClearancePage } from "../clearance/ClearancePage.tsx";
import { DevicesPage } from "../devices/DevicesPage.tsx";
import { type SettingsPageId, settingsPages } from "../navigation/createNavigation.ts";
import { AccountPage } from "./AccountPage.tsx";
import { LookPage } from "./LookPage.tsx";
import { RecoveryPage } from "./RecoveryPage.tsx";

const pages: Readonly<Record<SettingsPageId, { readonly icon: IconName; readonly Page: ComponentType }>> = {
    look: { icon: "eye", Page: LookPage },
    clearance: { icon: "id", Page: ClearancePage },
    devices: { icon: "laptop", Page: DevicesPage },
    recovery: { icon: "key", Page: RecoveryPage },
    session: { icon: "user", Page: AccountPage },
};

/** Everything a person can set, page by page. */
export function SettingsScreen() {
    const { t } = useI18n();
    const { navigation } = useApp();
    const currentId = useSelect(navigation, (state) => state.settingsPage);
    const { Page } = pages[currentId];
    return (
        <SettingsLayout
            name={t("settings.title")}
            pages={settingsPages.map(
                (id): SettingsPage => ({ id, icon: pages[id].icon, text: t(`settings.section.${id}`) }),
            )}
            currentId={currentId}
            onSelect={(id) => navigation.openSettings(settingsPages.find((known) => known === id))}
            title={t(`settings.section.${currentId}`)}
        >
            <Page />
        </SettingsLayout>
    );
}
