import type { EngineFailure } from "@valise/bridge";
import { Button, InlineNotice } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { FirstRunFrame } from "../firstRun/FirstRunFrame.tsx";

export function StartingScreen() {
    const { t } = useI18n();
    return (
        <FirstRunFrame title={t("app.name")}>
            <p role="status">{t("start.opening")}</p>
        </FirstRunFrame>
    );
}

/** The store cannot be opened. Explains, and never offers to delete anything. */
export function FailedScreen({ failure }: { readonly failure: EngineFailure }) {
    const { t } = useI18n();
    const { reload } = useApp();
    return (
        <FirstRunFrame title={t("failed.title")} lead={t("failed.kept")}>
            <div className="stack" data-testid="store-failed">
                <FailureNotice failure={failure} />
                <div className="actions">
                    <Button variant="primary" size="big" onPress={reload} testId="reload">
                        {t("common.retry")}
                    </Button>
                </div>
            </div>
        </FirstRunFrame>
    );
}

/** No safe place for the store key: refuses and says what is missing. */
export function NoKeystoreScreen({ reason }: { readonly reason: "no-keystore" | "locked" | "plain-text-only" }) {
    const { t } = useI18n();
    const { reload } = useApp();
    return (
        <FirstRunFrame title={t("keystore.title")} lead={t("keystore.why")}>
            <div className="stack" data-testid="no-keystore">
                <InlineNotice tone="bad" role="alert" code={`KEYSTORE-${reason.toUpperCase()}`}>
                    {t(`keystore.${reason}`)}
                </InlineNotice>
                <div className="actions">
                    <Button variant="primary" size="big" onPress={reload} testId="reload">
                        {t("common.retry")}
                    </Button>
                </div>
            </div>
        </FirstRunFrame>
    );
}
