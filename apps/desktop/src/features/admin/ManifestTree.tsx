import { Tree } from "@valise/ui";
import { useMemo } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";
import { buildManifestTree, WHOLE } from "./manifestTree.ts";

/** The manifest that is open, as a tree: what is chosen in it narrows the plan to it. */
export function ManifestTree() {
    const translator = useI18n();
    const { t } = translator;
    const { manifest, place } = useAdmin();
    const { summary, plan, node } = useStore(manifest);
    const outline = summary?.outline ?? null;
    const nodes = useMemo(
        () => (outline === null ? [] : buildManifestTree(outline, plan?.changes ?? null, translator)),
        [outline, plan, translator],
    );
    if (summary === null || outline === null) return null;
    const { revision } = summary;
    const name = revision === null ? t("admin.tree") : t("admin.tree.revision", { revision: String(revision) });
    const choose = (id: string) => {
        manifest.narrow(id);
        place.setState({ place: "plan" });
    };
    const own = outline.agencies.filter(({ isOwn }) => isOwn).map(({ id }) => `agency:${id}`);
    return (
        <div className="nav-rooms">
            <h3>{name}</h3>
            <Tree
                key={`${summary.file} ${revision}`}
                name={name}
                nodes={nodes}
                selectedId={node}
                onSelect={choose}
                openIds={[WHOLE, ...own]}
                testId="manifest-tree"
            />
        </div>
    );
}
