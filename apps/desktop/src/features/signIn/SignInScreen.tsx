import { AgencyTag, Button, InlineNotice, PasswordField, RadioCards, TextField } from "@valise/ui";
import type { FormEvent } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunFrame } from "../firstRun/FirstRunFrame.tsx";

/** Which agency, then name and password. */
export function SignInScreen() {
    const { signIn } = useApp();
    return useStore(signIn).step === "agency" ? <AgencyStep /> : <PasswordStep />;
}

function AgencyStep() {
    const { t } = useI18n();
    const { signIn, agencies } = useApp();
    const state = useStore(signIn);
    const onSubmit = (event: FormEvent) => {
        event.preventDefault();
        signIn.toPassword();
    };
    return (
        <FirstRunFrame step="agency" title={t("signIn.agency.title")} lead={t("signIn.agency.lead")}>
            <form className="stack" onSubmit={onSubmit}>
                <RadioCards
                    name={t("signIn.agency.group")}
                    selectedId={state.agencyId}
                    onSelect={signIn.chooseAgency}
                    autoFocus
                    testId="agency-option"
                    cards={state.agencies.map((agency) => ({
                        id: agency.id,
                        title: agency.name,
                        detail: agency.serverName,
                        after: <AgencyTag agency={agencies.byServerName(agency.serverName)} />,
                    }))}
                />
                <div className="actions">
                    <Button type="submit" variant="primary" size="big" keyHint="Enter" testId="continue">
                        {t("common.continue")}
                    </Button>
                </div>
                <InlineNotice icon="shieldCheck">{t("signIn.agency.note")}</InlineNotice>
            </form>
        </FirstRunFrame>
    );
}

function PasswordStep() {
    const { t } = useI18n();
    const { signIn } = useApp();
    const state = useStore(signIn);
    const agency = state.agencies.find((candidate) => candidate.id === state.agencyId);
    const onSubmit = (event: FormEvent) => {
        event.preventDefault();
        void signIn.signIn();
    };
    return (
        <FirstRunFrame step="signIn" title={t("signIn.title", { agency: agency?.name ?? "" })} lead={t("signIn.lead")}>
            <form className="stack" onSubmit={onSubmit}>
                <TextField
                    label={t("signIn.user")}
                    hint={t("signIn.user.hint", { serverName: agency?.serverName ?? "" })}
                    value={state.user}
                    onChange={signIn.changeUser}
                    error={state.missing === "user" ? t("signIn.user.missing") : undefined}
                    isDisabled={state.isBusy}
                    autoComplete="username"
                    isVerbatim
                    autoFocus
                    testId="username"
                />
                <PasswordField
                    label={t("signIn.password")}
                    value={state.password}
                    onChange={signIn.changePassword}
                    error={state.missing === "password" ? t("signIn.password.missing") : undefined}
                    isDisabled={state.isBusy}
                    words={{ show: t("signIn.showPassword"), hide: t("signIn.hidePassword") }}
                    testId="password"
                />
                <FailureNotice failure={state.failure} />
                {state.waitS > 0 && <p className="small ink2">{t("signIn.retryIn", { count: state.waitS })}</p>}
                <div className="actions">
                    <Button
                        type="submit"
                        variant="primary"
                        size="big"
                        keyHint="Enter"
                        isBusy={state.isBusy}
                        isDisabled={state.waitS > 0}
                        testId="sign-in"
                    >
                        {t("signIn.submit")}
                    </Button>
                    <Button variant="quiet" isDisabled={state.isBusy} onPress={signIn.toAgency} testId="other-agency">
                        {t("signIn.otherAgency")}
                    </Button>
                </div>
            </form>
        </FirstRunFrame>
    );
}
