import type { ClearanceSnapshot } from "@valise/bridge";
import { CategoryPicker, Checkbox, LabelPicker, RadioCards } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import type { RoomLabelPlan } from "./planRoomLabel.ts";

export interface RoomRulesFieldsProps {
    readonly own: ClearanceSnapshot;
    readonly labels: typeof import("./planRoomLabel.ts");
    readonly plan: RoomLabelPlan | null;
}

/** Asks who must not read a room: level, categories, how people come in, and which agencies. */
export function RoomRulesFields({ own, labels, plan }: RoomRulesFieldsProps) {
    const { t } = useI18n();
    const { createRoom } = useApp();
    const form = useStore(createRoom);
    const levels = labels.levelsFor(own);
    const none = {
        level: "none",
        text: t("newRoom.unlabelled"),
        shortText: "",
        fieldColor: "transparent",
        inkColor: "inherit",
    };
    return (
        <fieldset className="stack-tight" data-testid="room-rules">
            <legend className="form-legend">{t("newRoom.label")}</legend>
            <p className="hint">{t("newRoom.label.hint")}</p>
            <LabelPicker
                options={[
                    { id: "", label: none },
                    ...levels.map((marking) => ({ id: marking.label ?? "", label: toLabel(marking) })),
                ]}
                selectedId={form.level ?? ""}
                onSelect={(id) => createRoom.change({ level: id === "" ? null : id, values: [] })}
                withheld={[]}
                isPlain
                words={{
                    name: t("newRoom.label"),
                    why: t("marking.why"),
                    whyHide: t("marking.whyHide"),
                    more: (count) => t("marking.more", { count }),
                }}
            />
            {labels.categoriesFor(own, form).map(({ set, title, values }) => (
                <CategoryPicker
                    key={set}
                    title={title}
                    options={values}
                    chosenIds={form.values.filter((value) => value.startsWith(`${set}.`))}
                    onChange={(chosen) =>
                        createRoom.change({
                            values: [...form.values.filter((value) => !value.startsWith(`${set}.`)), ...chosen],
                        })
                    }
                    words={{ add: t("newRoom.only"), remove: (text) => t("people.remove", { name: text }) }}
                />
            ))}
            {plan !== null && <Admissions plan={plan} />}
        </fieldset>
    );
}

function Admissions({ plan }: { readonly plan: RoomLabelPlan }) {
    const { t } = useI18n();
    const { createRoom, boot, session } = useApp();
    const form = useStore(createRoom);
    const mine = useSelect(session, (snapshot) => snapshot?.agency?.id);
    return (
        <>
            <p className="form-legend">{t("newRoom.admission")}</p>
            <RadioCards
                name={t("newRoom.admission")}
                cards={(["roster", "cleared"] as const).map((id) => ({ id, title: t(`newRoom.${id}`) }))}
                selectedId={form.admission ?? (plan.isClassified ? "roster" : "cleared")}
                onSelect={(id) => createRoom.change({ admission: id === "roster" ? "roster" : "cleared" })}
                testId="room-admission"
            />
            <p className="form-legend">{t("newRoom.agencies")}</p>
            {boot.agencies.map((agency) => (
                <Checkbox
                    key={agency.id}
                    text={agency.name}
                    isOn={!form.leftOut.includes(agency.id)}
                    isDisabled={agency.id === mine}
                    onChange={(isOn) =>
                        createRoom.change({
                            leftOut: isOn
                                ? form.leftOut.filter((id) => id !== agency.id)
                                : [...form.leftOut, agency.id],
                        })
                    }
                    testId={`room-agency-${agency.id}`}
                />
            ))}
        </>
    );
}
