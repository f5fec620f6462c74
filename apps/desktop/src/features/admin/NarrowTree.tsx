import { useSyncExternalStore } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";
import { ManifestTree } from "./ManifestTree.tsx";

/** Where the list beside a place gives way (packages/ui, Frame.css): a small window, or a large zoom. */
const NARROW = "(width < 720px)";

function subscribe(listener: () => void): () => void {
    const media = matchMedia(NARROW);
    media.addEventListener("change", listener);
    return () => media.removeEventListener("change", listener);
}

/** The manifest's tree above the plan, folded, where there is no list for it to stand in. */
export function NarrowTree() {
    const { t } = useI18n();
    const { summary } = useStore(useAdmin().manifest);
    const isNarrow = useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
    if (!isNarrow || summary === null) return null;
    return (
        <details className="card narrow-tree" data-testid="narrow-tree">
            <summary>{t("admin.tree")}</summary>
            <ManifestTree />
        </details>
    );
}
