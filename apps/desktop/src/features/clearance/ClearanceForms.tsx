import type { ClearanceSnapshot } from "@valise/bridge";
import { Button, Checkbox, FilePick, InlineNotice, SelectField, SettingsGroup, TextField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useLazy } from "../../stores/useLazy.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { askedRoles } from "./createClearanceViewModel.ts";

const loadLevels = () => import("../../labels/levelChoices.ts");

/** Asks one's officers for a clearance, or for more than one holds. */
export function AskForClearance({ own }: { readonly own: ClearanceSnapshot }) {
    const { t } = useI18n();
    const { clearanceForm } = useApp();
    const form = useStore(clearanceForm);
    const levels = useLazy(loadLevels);
    const policy = own.marking?.label?.split("/")[0] ?? null;
    const choices = levels?.levelChoices(policy) ?? [];
    return (
        <SettingsGroup title={t("clearance.ask")} detail={t("clearance.ask.text")}>
            <SelectField
                label={t("clearance.wantLevel")}
                value={form.want}
                options={[{ value: "", text: "–" }, ...choices.map(({ id, text }) => ({ value: id, text }))]}
                onChange={(want) => clearanceForm.change({ want })}
                isDisabled={levels === undefined}
                testId="clearance-want"
            />
            {askedRoles.map((role) => (
                <Checkbox
                    key={role}
                    text={t(`clearance.role.${role}`)}
                    isOn={form.roles.includes(role)}
                    onChange={(isOn) => clearanceForm.toggleRole(role, isOn)}
                />
            ))}
            <TextField
                label={t("clearance.note")}
                value={form.note}
                onChange={(note) => clearanceForm.change({ note })}
                maxLength={500}
                testId="clearance-note"
            />
            <div className="row">
                <Button
                    isBusy={form.isBusy}
                    isDisabled={form.want === ""}
                    onPress={() => void clearanceForm.ask()}
                    testId="clearance-ask"
                >
                    {t("clearance.ask.submit")}
                </Button>
            </div>
            <FailureNotice failure={form.at === "ask" ? form.failure : null} />
        </SettingsGroup>
    );
}

/** Takes a clearance that an officer handed over; it is verified before it replaces the one held. */
export function InstallClearance() {
    const { t } = useI18n();
    const { clearanceForm } = useApp();
    const form = useStore(clearanceForm);
    return (
        <SettingsGroup title={t("clearance.install")} detail={t("clearance.install.text")}>
            <TextField
                label={t("clearance.install.field")}
                value={form.text}
                onChange={(text) => clearanceForm.change({ text })}
                isMono
                isVerbatim
                after={
                    <FilePick
                        name={t("clearance.install.file")}
                        onPick={([file]) => file !== undefined && void clearanceForm.takeFile(file)}
                    />
                }
                testId="clearance-text"
            />
            <div className="row">
                <Button
                    isBusy={form.isBusy}
                    isDisabled={form.text.trim() === ""}
                    onPress={() => void clearanceForm.install()}
                    testId="clearance-install"
                >
                    {t("clearance.install.submit")}
                </Button>
            </div>
            {form.isInstalled && (
                <InlineNotice tone="ok" role="status" testId="clearance-installed">
                    {t("clearance.install.done")}
                </InlineNotice>
            )}
            <FailureNotice failure={form.at === "install" ? form.failure : null} />
        </SettingsGroup>
    );
}
