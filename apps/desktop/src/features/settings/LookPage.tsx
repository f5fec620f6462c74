import { Button, SegmentedControl, SettingsGroup, Switch } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { languageNames, languages } from "../../i18n/language.ts";
import { zoomLevels } from "../../stores/preferences.ts";
import { useStore } from "../../stores/useStore.ts";

/** Language, theme, density, size, notifications, keys. */
export function LookPage() {
    const { t, language } = useI18n();
    const { preferences, setLanguage } = useApp();
    const set = useStore(preferences);
    return (
        <>
            <SettingsGroup title={t("language.name")}>
                <SegmentedControl
                    name={t("language.name")}
                    value={language}
                    onChange={setLanguage}
                    options={languages.map((value) => ({ value, text: languageNames[value], lang: value }))}
                    testId="language"
                />
            </SettingsGroup>
            <SettingsGroup title={t("settings.theme")}>
                <SegmentedControl
                    name={t("settings.theme")}
                    value={set.theme}
                    onChange={(theme) => preferences.change({ theme })}
                    options={(["system", "light", "dark"] as const).map((value) => ({
                        value,
                        text: t(`settings.theme.${value}`),
                    }))}
                    testId="theme"
                />
            </SettingsGroup>
            <SettingsGroup title={t("settings.density")}>
                <SegmentedControl
                    name={t("settings.density")}
                    value={set.density}
                    onChange={(density) => preferences.change({ density })}
                    options={(["comfortable", "compact"] as const).map((value) => ({
                        value,
                        text: t(`settings.density.${value}`),
                    }))}
                    testId="density"
                />
            </SettingsGroup>
            <SettingsGroup title={t("settings.zoom")}>
                <SegmentedControl
                    name={t("settings.zoom")}
                    value={String(set.zoomPercent)}
                    onChange={(value) => preferences.change({ zoomPercent: Number(value) })}
                    options={zoomLevels.map((percent) => ({
                        value: String(percent),
                        text: t("settings.zoom.value", { percent: String(percent) }),
                    }))}
                    testId="zoom"
                />
            </SettingsGroup>
            <AlertAndKeySettings />
        </>
    );
}

function AlertAndKeySettings() {
    const { t } = useI18n();
    const { preferences, navigation, askToNotify } = useApp();
    const set = useStore(preferences);
    return (
        <>
            <SettingsGroup title={t("settings.section.alerts")}>
                <Switch
                    text={t("settings.notifications")}
                    detail={t("settings.notifications.detail")}
                    isOn={set.notifications}
                    onChange={(notifications) => {
                        preferences.change({ notifications });
                        if (notifications) askToNotify();
                    }}
                    testId="notifications"
                />
                <Switch
                    text={t("settings.doNotDisturb")}
                    detail={t("settings.doNotDisturb.detail")}
                    isOn={set.doNotDisturb}
                    onChange={(doNotDisturb) => preferences.change({ doNotDisturb })}
                    testId="do-not-disturb"
                />
            </SettingsGroup>
            <SettingsGroup title={t("settings.section.keys")}>
                <Switch
                    text={t("settings.singleKeys")}
                    detail={t("settings.singleKeys.detail")}
                    isOn={set.singleKeys}
                    onChange={(singleKeys) => preferences.change({ singleKeys })}
                    testId="single-keys"
                />
                <div className="row">
                    <Button onPress={() => navigation.openDialog({ kind: "keys" })} testId="show-keys">
                        {t("settings.showKeys")}
                    </Button>
                </div>
            </SettingsGroup>
        </>
    );
}
