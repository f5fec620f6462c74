import { Button, InlineNotice, PasswordField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { LaterWords } from "../../i18n/LaterWords.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";

export interface ProofFieldProps {
    readonly password: string;
    readonly onChange: (password: string) => void;
    readonly isBusy: boolean;
    /** Instead of the password. */
    readonly onProvider: () => void;
    readonly testId: string;
}

/** What the form's own button asks for: the password, or nothing here where the provider is the only way. */
export function useNeedsPassword(): boolean {
    const { ways } = useStore(useApp().proof);
    return ways === null || ways.password;
}

/** Shows that it is the person: the password, the identity provider where the account has one, and that the browser is waited for. */
export function ProofField(props: ProofFieldProps) {
    const isWaiting = useSelect(useApp().session, (snapshot) => (snapshot?.proofAddress ?? null) !== null);
    return <LaterWords>{isWaiting ? <Waiting /> : <Ways {...props} />}</LaterWords>;
}

function Ways({ password, onChange, isBusy, onProvider, testId }: ProofFieldProps) {
    const { t } = useI18n();
    const { ways } = useStore(useApp().proof);
    const needsPassword = useNeedsPassword();
    return (
        <div className="stack">
            {needsPassword && (
                <PasswordField
                    label={t("signIn.password")}
                    value={password}
                    onChange={onChange}
                    words={{ show: t("signIn.showPassword"), hide: t("signIn.hidePassword") }}
                    autoFocus
                    testId={testId}
                />
            )}
            {needsPassword && ways?.provider === true && (
                <Button variant="quiet" isDisabled={isBusy} onPress={onProvider} testId="prove-at-provider">
                    {t("proof.instead")}
                </Button>
            )}
            {!needsPassword && ways?.provider === true && <p data-testid="proof-provider">{t("proof.provider")}</p>}
        </div>
    );
}

function Waiting() {
    const { t } = useI18n();
    const { proof } = useApp();
    return (
        <InlineNotice
            role="status"
            title={t("proof.waits")}
            action={
                <>
                    <Button onPress={() => void proof.open()} testId="proof-again">
                        {t("proof.again")}
                    </Button>
                    <Button onPress={proof.stop} testId="proof-stop">
                        {t("signIn.stop")}
                    </Button>
                </>
            }
            testId="proof-waits"
        >
            {t("proof.waits.text")}
        </InlineNotice>
    );
}
