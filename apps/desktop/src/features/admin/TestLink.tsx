import { Button } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useAdmin } from "./adminOf.ts";

/** Has one's own server try a partner at once, and looks again at what came of it. */
export function TestLink({ serverName }: { readonly serverName: string }) {
    const { t } = useI18n();
    const { engine, toasts } = useApp();
    const { links } = useAdmin();
    const test = async () => {
        const tried = await engine.commands.retryLink({ serverName });
        if (!tried.ok) return toasts.showFailure(tried.error);
        await links.load();
    };
    return (
        <Button
            size="s"
            onPress={() => void test()}
            accessibleName={t("admin.links.test.name", { server: serverName })}
            testId="link-test"
        >
            {t("admin.links.test")}
        </Button>
    );
}
