import type { PlanChangeSnapshot, PlanSnapshot } from "@valise/bridge";
import type { PlanLine, PlanRow, PlanTag } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import type { PlanFilter } from "./createManifestViewModel.ts";

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

/** Changes of a plan by a filter; what may be destroyed carries the question whether it shall. */
export function planRows(
    plan: PlanSnapshot,
    {
        filter,
        allow,
        onAllow,
    }: { filter: PlanFilter; allow: readonly string[]; onAllow: (key: string, is: boolean) => void },
    translator: Translator,
): readonly PlanRow[] {
    return plan.changes
        .filter(({ action }) => filter === "all" || action === filter)
        .map((change) => toRow(change, { allow, onAllow }, translator));
}

function toRow(
    change: PlanChangeSnapshot,
    { allow, onAllow }: { allow: readonly string[]; onAllow: (key: string, is: boolean) => void },
    translator: Translator,
): PlanRow {
    const { t } = translator;
    const { action, kind, key } = change;
    const title = cleanName(change.title) || key;
    const isAllowed = allow.includes(key);
    return {
        ...{ id: `${action} ${key}`, action, key: cleanName(key), title },
        actionName: t(`admin.plan.filter.${action}`),
        kind: nameKind(kind, translator),
        tags: tagsOf(change, t),
        lines: linesOf(change, translator),
        ...((change.isHeldBack || isAllowed) && {
            allow: {
                text: t("admin.plan.allow.name", { name: title }),
                isOn: isAllowed,
                onChange: (is: boolean) => onAllow(key, is),
            },
        }),
    };
}

function tagsOf({ needsSignature, loosens, isHeldBack }: PlanChangeSnapshot, t: Translator["t"]): readonly PlanTag[] {
    return [
        ...(needsSignature ? [{ text: t("admin.plan.tag.signature"), tone: "plain" as const }] : []),
        ...(loosens ? [{ text: t("admin.plan.tag.loosens"), tone: "warn" as const }] : []),
        ...(isHeldBack ? [{ text: t("admin.plan.tag.held"), tone: "bad" as const }] : []),
    ];
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
    const more = fields.length - SHOWN;
    return more > 0
        ? [...lines, { tone: "plain", text: t("admin.line.more", { number: formats.number(more) }) }]
        : lines;
}
