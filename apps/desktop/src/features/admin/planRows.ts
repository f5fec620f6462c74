import type { ManifestOutline, PlanChangeSnapshot, PlanSnapshot } from "@valise/bridge";
import type { PlanLine, PlanRow, PlanTag } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import type { PlanFilter } from "./createManifestViewModel.ts";
import { type ManifestNodeId, placesOf, WHOLE } from "./manifestTree.ts";

/** Lines of one change that are shown; the rest is counted. */
const SHOWN = 12;
/** Rows that are drawn at once; the counts above are of all. */
export const ROWS_AT_MOST = 300;

const kinds = [
    ...(["steward", "account", "group", "duty", "space", "room", "channel"] as const),
    ...(["trust", "template", "directory"] as const),
];

export const nameKind = (kind: string, { t }: Translator): string => {
    const known = kinds.find((each) => each === kind);
    return known === undefined ? kind : t(`admin.kind.${known}`);
};

export interface RowChoices {
    /** What may be destroyed. */
    readonly allow: readonly string[];
    onAllow(key: string, isAllowed: boolean): void;
    /** What the next apply is limited to. */
    readonly chosen: readonly string[];
    onChoose(key: string, isChosen: boolean): void;
}

/** Changes as rows; what may be destroyed carries the question whether it shall, and the rest whether only it. */
export function planRows(
    changes: readonly PlanChangeSnapshot[],
    choices: RowChoices,
    translator: Translator,
): readonly PlanRow[] {
    return changes.map((change) => toRow(change, choices, translator));
}

/** Changes of one place of the manifest, how many of each kind there are, and those of the kind that is asked for. */
export function narrowPlan(
    { changes, counts }: PlanSnapshot,
    { filter, node }: { readonly filter: PlanFilter; readonly node: ManifestNodeId },
    outline: ManifestOutline,
): {
    readonly counts: Readonly<Record<PlanChangeSnapshot["action"], number>>;
    readonly changes: readonly PlanChangeSnapshot[];
} {
    const places = placesOf(outline);
    const within = node === WHOLE ? changes : changes.filter((change) => places(change).includes(node));
    const of = (action: PlanChangeSnapshot["action"]) => within.filter((change) => change.action === action).length;
    const { create, change, replace, destroy } = counts;
    return {
        counts:
            node === WHOLE
                ? { create, change, replace, destroy }
                : { create: of("create"), change: of("change"), replace: of("replace"), destroy: of("destroy") },
        changes: within.filter(({ action }) => filter === "all" || action === filter),
    };
}

function toRow(
    change: PlanChangeSnapshot,
    { allow, onAllow, chosen, onChoose }: RowChoices,
    translator: Translator,
): PlanRow {
    const { t } = translator;
    const { action, kind, key } = change;
    const title = cleanName(change.title) || key;
    const isAllowed = allow.includes(key);
    const choice =
        change.isHeldBack || isAllowed
            ? {
                  allow: {
                      text: t("admin.plan.allow.name", { name: title }),
                      isOn: isAllowed,
                      onChange: (is: boolean) => onAllow(key, is),
                  },
              }
            : {
                  choose: {
                      text: t("admin.plan.choose.name", { name: title }),
                      isOn: chosen.includes(key),
                      onChange: (is: boolean) => onChoose(key, is),
                  },
              };
    return {
        ...{ id: `${action} ${key}`, action, key: cleanName(key), title },
        actionName: t(`admin.plan.filter.${action}`),
        kind: nameKind(kind, translator),
        tags: tagsOf(change, t),
        lines: linesOf(change, translator),
        ...choice,
    };
}

function tagsOf(change: PlanChangeSnapshot, t: Translator["t"]): readonly PlanTag[] {
    const { needsSignature, loosens, isHeldBack } = change;
    const [from, to] = change.kind === "account" ? [moveOf(change, "from"), moveOf(change, "to")] : [];
    return [
        ...(from === undefined ? [] : [{ text: t("admin.plan.tag.from", { name: from }), tone: "plain" as const }]),
        ...(to === undefined ? [] : [{ text: t("admin.plan.tag.to", { name: to }), tone: "plain" as const }]),
        ...(needsSignature ? [{ text: t("admin.plan.tag.signature"), tone: "plain" as const }] : []),
        ...(loosens ? [{ text: t("admin.plan.tag.loosens"), tone: "warn" as const }] : []),
        ...(isHeldBack ? [{ text: t("admin.plan.tag.held"), tone: "bad" as const }] : []),
    ];
}

/** A move of agency, as either end of it says (provisioning SPEC 1.14): the other server. */
function moveOf({ fields }: PlanChangeSnapshot, end: "from" | "to"): string | undefined {
    const other = fields.find(({ name }) => name === end)?.after;
    return other?.includes(":") ? cleanName(other.slice(other.indexOf(":") + 1)) : undefined;
}

/** The power that every new room is given alike tells nobody anything; whose power it is does. */
const isTelling = ({ name, before }: PlanChangeSnapshot["fields"][number]): boolean =>
    before !== null || !name.startsWith("power.") || name.startsWith("power.users.");

function linesOf(change: PlanChangeSnapshot, { t, formats }: Translator): readonly PlanLine[] {
    const fields = change.fields.filter(isTelling);
    const lines = fields
        .slice(0, SHOWN)
        .flatMap(({ name, before, after }): PlanLine[] => [
            ...(before === null
                ? []
                : [{ tone: "del" as const, text: t("admin.line.value", { name, value: before }) }]),
            ...(after === null ? [] : [{ tone: "add" as const, text: t("admin.line.value", { name, value: after }) }]),
        ]);
    const more = fields.length - SHOWN + change.moreFields;
    return more > 0
        ? [...lines, { tone: "plain", text: t("admin.line.more", { number: formats.number(more) }) }]
        : lines;
}
