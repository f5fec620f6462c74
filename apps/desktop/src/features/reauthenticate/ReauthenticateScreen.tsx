import { Button, PasswordField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunForm } from "../firstRun/FirstRunForm.tsx";
import { ProviderSignIn } from "../signIn/ProviderSignIn.tsx";
import { SignOutDialog } from "../signOut/SignOutDialog.tsx";

/** The server ended the session; what is on this device is kept. */
export function ReauthenticateScreen() {
    const { t } = useI18n();
    const { reauthenticate, session, signOut } = useApp();
    const state = useStore(reauthenticate);
    const snapshot = useSelect(session, (value) => value);
    const agency = snapshot?.agency?.name ?? "";
    return (
        <FirstRunForm
            title={t("soft.title")}
            lead={t("soft.lead", { agency })}
            onSubmit={() => void reauthenticate.signIn()}
            submit={{
                text: t("soft.submit"),
                isBusy: state.isBusy && state.waitingAt === null,
                isDisabled: state.password === "" || state.waitingAt !== null,
                testId: "sign-in-again",
            }}
            otherButtons={
                <Button variant="quiet" onPress={signOut.ask}>
                    {t("soft.forget")}
                </Button>
            }
            note={
                state.providers.length > 0 && (
                    <ProviderSignIn
                        {...state}
                        onPress={(provider) => void reauthenticate.signInAt(provider)}
                        onStop={reauthenticate.stopWaiting}
                    />
                )
            }
            dialog={<SignOutDialog />}
        >
            <p className="ink2 foreign">{snapshot?.userId}</p>
            <PasswordField
                label={t("signIn.password")}
                value={state.password}
                onChange={reauthenticate.changePassword}
                isDisabled={state.isBusy}
                words={{ show: t("signIn.showPassword"), hide: t("signIn.hidePassword") }}
                autoFocus
                testId="password"
            />
            <FailureNotice failure={state.failure} />
        </FirstRunForm>
    );
}
