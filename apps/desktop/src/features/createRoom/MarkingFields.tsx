import { CategoryPicker, LabelPicker, type LabelPickerProps, RadioCards } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import type { CategoryChoices, RoomLabelDraft } from "./planRoomLabel.ts";

export interface MarkingFieldsProps {
    readonly hint: string;
    readonly draft: RoomLabelDraft;
    readonly levels: LabelPickerProps["options"];
    readonly sets: readonly CategoryChoices[];
    readonly onLevel: (id: string) => void;
    readonly onValues: (values: readonly string[]) => void;
}

/** Level and categories of a room's label: for a new room, and for the next charter of one. */
export function MarkingFields({ hint, draft, levels, sets, onLevel, onValues }: MarkingFieldsProps) {
    const { t } = useI18n();
    return (
        <>
            <legend className="form-legend">{t("newRoom.label")}</legend>
            <p className="hint">{hint}</p>
            <LabelPicker
                options={levels}
                selectedId={draft.level ?? ""}
                onSelect={onLevel}
                withheld={[]}
                isPlain
                words={{
                    name: t("newRoom.label"),
                    why: t("marking.why"),
                    whyHide: t("marking.whyHide"),
                    more: (count) => t("marking.more", { count }),
                }}
            />
            {sets.map(({ set, title, values }) => {
                const isOfSet = (value: string) => value.startsWith(`${set}.`);
                return (
                    <CategoryPicker
                        key={set}
                        title={title}
                        options={values}
                        chosenIds={draft.values.filter(isOfSet)}
                        onChange={(chosen) => onValues([...draft.values.filter((value) => !isOfSet(value)), ...chosen])}
                        words={{ add: t("newRoom.only"), remove: (text) => t("people.remove", { name: text }) }}
                    />
                );
            })}
        </>
    );
}

export interface AdmissionFieldProps {
    readonly selected: "roster" | "cleared";
    readonly onSelect: (admission: "roster" | "cleared") => void;
    readonly testId: string;
}

/** How people come in, and the heading of what follows: which agencies. */
export function AdmissionField({ selected, onSelect, testId }: AdmissionFieldProps) {
    const { t } = useI18n();
    return (
        <>
            <p className="form-legend">{t("newRoom.admission")}</p>
            <RadioCards
                name={t("newRoom.admission")}
                cards={(["roster", "cleared"] as const).map((id) => ({ id, title: t(`newRoom.${id}`) }))}
                selectedId={selected}
                onSelect={(id) => onSelect(id === "roster" ? "roster" : "cleared")}
                testId={testId}
            />
            <p className="form-legend">{t("newRoom.agencies")}</p>
        </>
    );
}
