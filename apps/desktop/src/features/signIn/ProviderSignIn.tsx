import { Button, InlineNotice } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { LaterWords } from "../../i18n/LaterWords.tsx";
import type { SignInProvider } from "./createBrowserSignIn.ts";

export interface ProviderSignInProps {
    readonly providers: readonly SignInProvider[];
    readonly isBusy: boolean;
    /** The browser is there now. */
    readonly waitingAt: SignInProvider | null;
    readonly onPress: (provider: SignInProvider) => void;
    readonly onStop: () => void;
}

/** One button an identity provider of the agency; while the browser is there, that it is waited for. */
export function ProviderSignIn(props: ProviderSignInProps) {
    return (
        <LaterWords>
            <div className="stack">{props.waitingAt === null ? <Buttons {...props} /> : <Waiting {...props} />}</div>
        </LaterWords>
    );
}

function Buttons({ providers, isBusy, onPress }: ProviderSignInProps) {
    const { t } = useI18n();
    return providers.map((provider) => (
        <Button key={provider.address} isDisabled={isBusy} onPress={() => onPress(provider)} testId="sign-in-at">
            {t("signIn.at", { name: provider.name })}
        </Button>
    ));
}

function Waiting({ waitingAt, onStop }: ProviderSignInProps) {
    const { t } = useI18n();
    return (
        <InlineNotice
            role="status"
            title={t("signIn.waits", { name: waitingAt?.name ?? "" })}
            action={
                <Button onPress={onStop} testId="stop-waiting">
                    {t("signIn.stop")}
                </Button>
            }
            testId="browser-waits"
        >
            {t("signIn.waits.text")}
        </InlineNotice>
    );
}
