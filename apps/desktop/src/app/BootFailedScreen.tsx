import { Button, FirstRunLayout, InlineNotice } from "@valise/ui";
import type { Translator } from "../i18n/createI18n.ts";

/** The program around the page did not say which agencies there are: nobody can sign in, and this says why. */
export function BootFailedScreen({ translator: { t } }: { readonly translator: Translator }) {
    return (
        <FirstRunLayout
            productName={t("app.name")}
            title={t("boot.failed.title")}
            lead={t("boot.failed.lead")}
            steps={null}
            foot={<p className="small muted">{t("desk.unnamed")}</p>}
        >
            <div className="stack" data-testid="boot-failed">
                <InlineNotice tone="bad" role="alert" code="CONFIG-UNREADABLE">
                    {t("boot.failed.next")}
                </InlineNotice>
                <div className="actions">
                    <Button variant="primary" size="big" onPress={() => location.reload()}>
                        {t("common.retry")}
                    </Button>
                </div>
            </div>
        </FirstRunLayout>
    );
}
