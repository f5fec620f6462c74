import { lazy, Suspense } from "react";
import { MainScreen } from "../features/main/MainScreen.tsx";
import { ProtectScreen } from "../features/protection/ProtectScreen.tsx";
import { UnlockScreen } from "../features/protection/UnlockScreen.tsx";
import { RecoveryScreen } from "../features/recovery/RecoveryScreen.tsx";
import { SignInScreen } from "../features/signIn/SignInScreen.tsx";
import { FailedScreen, NoKeystoreScreen, StartingScreen } from "../features/start/StartScreens.tsx";
import { I18nProvider } from "../i18n/I18nContext.tsx";
import { useStore } from "../stores/useStore.ts";
import { AppProvider, useApp } from "./AppContext.tsx";
import type { App } from "./createApp.ts";

const VerifyDeviceScreen = lazy(() =>
    import("../features/verifyDevice/VerifyDeviceScreen.tsx").then((m) => ({ default: m.VerifyDeviceScreen })),
);
const ReauthenticateScreen = lazy(() =>
    import("../features/reauthenticate/ReauthenticateScreen.tsx").then((m) => ({ default: m.ReauthenticateScreen })),
);
const VerificationDialog = lazy(() =>
    import("../features/verification/VerificationDialog.tsx").then((m) => ({ default: m.VerificationDialog })),
);

/** The whole page for one app. */
export function Root({ app }: { readonly app: App }) {
    return (
        <AppProvider value={app}>
            <I18nProvider i18n={app.i18n}>
                <Suspense fallback={null}>
                    <Screen />
                    <Overlays />
                </Suspense>
            </I18nProvider>
        </AppProvider>
    );
}

function Screen() {
    const route = useStore(useApp().route);
    switch (route.kind) {
        case "starting":
            return <StartingScreen />;
        case "no-keystore":
            return <NoKeystoreScreen reason={route.reason} />;
        case "protect":
            return <ProtectScreen />;
        case "unlock":
            return <UnlockScreen />;
        case "sign-in":
            return <SignInScreen />;
        case "recovery":
            return <RecoveryScreen />;
        case "verify-device":
            return <VerifyDeviceScreen />;
        case "reauthenticate":
            return <ReauthenticateScreen />;
        case "failed":
            return <FailedScreen failure={route.failure} />;
        case "main":
            return <MainScreen />;
    }
}

function Overlays() {
    const verification = useStore(useApp().verification);
    return verification === null ? null : <VerificationDialog />;
}
