import { AgencyTag, Button, InlineNotice, PasswordField, RadioCards, TextField } from "@valise/ui";
import { lazy, Suspense } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunForm } from "../firstRun/FirstRunForm.tsx";

const ProviderSignIn = lazy(() => import("./ProviderSignIn.tsx").then((m) => ({ default: m.ProviderSignIn })));

/** Which agency, then name and password. */
export function SignInScreen() {
    const { signIn } = useApp();
    return useStore(signIn).step === "agency" ? <AgencyStep /> : <PasswordStep />;
}

function AgencyStep() {
    const { t } = useI18n();
    const { signIn, agencies } = useApp();
    const state = useStore(signIn);
    return (
        <FirstRunForm
            step="agency"
            title={t("signIn.agency.title")}
            lead={t("signIn.agency.lead")}
            onSubmit={signIn.toPassword}
            submit={{ text: t("common.continue"), testId: "continue" }}
            note={<InlineNotice icon="shieldCheck">{t("signIn.agency.note")}</InlineNotice>}
        >
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
        </FirstRunForm>
    );
}

function PasswordStep() {
    const { t } = useI18n();
    const { signIn } = useApp();
    const state = useStore(signIn);
    const agency = state.agencies.find((candidate) => candidate.id === state.agencyId);
    return (
        <FirstRunForm
            step="signIn"
            title={t("signIn.title", { agency: agency?.name ?? "" })}
            lead={t("signIn.lead")}
            onSubmit={() => void signIn.signIn()}
            submit={{
                text: t("signIn.submit"),
                isBusy: state.isBusy && state.waitingAt === null,
                isDisabled: state.waitS > 0 || state.waitingAt !== null,
                testId: "sign-in",
            }}
            otherButtons={
                <Button variant="quiet" isDisabled={state.isBusy} onPress={signIn.toAgency} testId="other-agency">
                    {t("signIn.otherAgency")}
                </Button>
            }
            note={
                state.providers.length > 0 && (
                    <Suspense>
                        <ProviderSignIn
                            {...state}
                            onPress={(provider) => void signIn.signInAt(provider)}
                            onStop={signIn.stopWaiting}
                        />
                    </Suspense>
                )
            }
        >
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
        </FirstRunForm>
    );
}
