import { Button } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import type { SignInProvider } from "./createBrowserSignIn.ts";

export interface ProviderButtonsProps {
    readonly providers: readonly SignInProvider[];
    readonly isBusy: boolean;
    readonly onPress: (provider: SignInProvider) => void;
}

/** One button an identity provider of the agency; none, for most. */
export function ProviderButtons({ providers, isBusy, onPress }: ProviderButtonsProps) {
    const { t } = useI18n();
    return providers.map((provider) => (
        <Button key={provider.address} isDisabled={isBusy} onPress={() => onPress(provider)} testId="sign-in-at">
            {t("signIn.at", { name: provider.name })}
        </Button>
    ));
}
