import type { ManifestRefusalSnapshot } from "@valise/bridge";
import { Button, EmptyState, FolderPick, InlineNotice } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { useAdmin } from "./adminOf.ts";
import { describeRule } from "./describeRule.ts";
import { PlacesMenu } from "./PlacesMenu.tsx";

/** Before a manifest is open: the folder, which file it begins with, and what it was refused for. */
export function OpenManifest() {
    const { t } = useI18n();
    const { manifest } = useAdmin();
    const { choices, refusals, isBusy, failure } = useStore(manifest);
    return (
        <div className="desk-page" data-testid="admin-open">
            <PlacesMenu />
            <EmptyState
                icon="file"
                title={t("admin.open")}
                action={
                    <FolderPick
                        text={t(refusals.length > 0 ? "admin.open.again" : "admin.open.choose")}
                        isPrimary
                        isBusy={isBusy}
                        onPick={(files) => void manifest.open(files)}
                    />
                }
            >
                {t("admin.open.text")}
            </EmptyState>
            {choices !== null && (
                <section className="stack desk-form" aria-label={t("admin.open.which")}>
                    <p>{t(choices.length === 0 ? "admin.open.none" : "admin.open.which")}</p>
                    {choices.map((path) => (
                        <Button key={path} onPress={() => void manifest.openFrom(path)} testId="admin-main">
                            <span className="mono foreign">{path}</span>
                        </Button>
                    ))}
                </section>
            )}
            <Refusals />
            <FailureNotice failure={failure} />
        </div>
    );
}

/** Every reason with its rule and place; the file is corrected elsewhere. */
export function Refusals() {
    const { t } = useI18n();
    const { refusals } = useStore(useAdmin().manifest);
    if (refusals.length === 0) return null;
    return (
        <InlineNotice
            tone="bad"
            role="alert"
            title={t("admin.refused", { count: refusals.length })}
            testId="admin-refusals"
        >
            <RefusalList refusals={refusals} />
            <p>{t("admin.refused.next")}</p>
        </InlineNotice>
    );
}

export function RefusalList({ refusals }: { readonly refusals: readonly ManifestRefusalSnapshot[] }) {
    const translator = useI18n();
    const { t } = translator;
    return (
        <ul className="stack">
            {refusals.map(({ rule, file, line, column, detail, isSafety }) => (
                <li key={`${rule} ${file} ${line} ${column} ${detail}`}>
                    <span className="foreign">{describeRule(rule, cleanName(detail), translator)}</span>
                    {isSafety && <b> {t("admin.refused.safety")}</b>}{" "}
                    <code className="mono small foreign">
                        {file}:{line}:{column} {rule}
                    </code>
                </li>
            ))}
        </ul>
    );
}
