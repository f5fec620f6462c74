import type { ClearanceSnapshot, GateSnapshot } from "@valise/bridge";
import { CategoryPicker, Checkbox, LabelPicker, RadioCards } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { categoriesFor } from "../createRoom/planRoomLabel.ts";
import { type CharterAgency, type CharterWish, levelsOf } from "./planCharter.ts";

export interface CharterFieldsProps {
    readonly own: ClearanceSnapshot;
    readonly gate: GateSnapshot;
    readonly wish: CharterWish;
    readonly agencies: readonly CharterAgency[];
    readonly onChange: (values: Partial<CharterWish>) => void;
}

/** Label, how people come in, and which agencies: as for a new room, beginning with what the room has. */
export function CharterFields({ own, gate, wish, agencies, onChange }: CharterFieldsProps) {
    const { t } = useI18n();
    const levels = levelsOf(own, gate);
    const now = gate.marking?.label?.split(" ")[0];
    const toggle = (id: string, isOn: boolean) =>
        onChange({ agencies: isOn ? [...wish.agencies, id] : wish.agencies.filter((each) => each !== id) });
    return (
        <fieldset className="stack-tight" data-testid="charter-rules">
            <legend className="form-legend">{t("newRoom.label")}</legend>
            <p className="hint">{t("charter.label.hint")}</p>
            <LabelPicker
                options={levels.map((marking) => ({ id: marking.label ?? "", label: toLabel(marking) }))}
                selectedId={wish.level ?? ""}
                onSelect={(level) => onChange({ level, values: level === now ? wish.values : [] })}
                withheld={[]}
                isPlain
                words={{
                    name: t("newRoom.label"),
                    why: t("marking.why"),
                    whyHide: t("marking.whyHide"),
                    more: (count) => t("marking.more", { count }),
                }}
            />
            {categoriesFor(own, wish).map(({ set, title, values }) => (
                <CategoryPicker
                    key={set}
                    title={title}
                    options={values}
                    chosenIds={wish.values.filter((value) => value.startsWith(`${set}.`))}
                    onChange={(chosen) =>
                        onChange({
                            values: [...wish.values.filter((value) => !value.startsWith(`${set}.`)), ...chosen],
                        })
                    }
                    words={{ add: t("newRoom.only"), remove: (text) => t("people.remove", { name: text }) }}
                />
            ))}
            <p className="form-legend">{t("newRoom.admission")}</p>
            <RadioCards
                name={t("newRoom.admission")}
                cards={(["roster", "cleared"] as const).map((id) => ({ id, title: t(`newRoom.${id}`) }))}
                selectedId={wish.admission}
                onSelect={(id) => onChange({ admission: id === "roster" ? "roster" : "cleared" })}
                testId="charter-admission"
            />
            <p className="form-legend">{t("newRoom.agencies")}</p>
            {agencies.map(({ id, name }) => (
                <Checkbox
                    key={id}
                    text={name}
                    isOn={wish.agencies.includes(id)}
                    isDisabled={id === gate.owner}
                    onChange={(isOn) => toggle(id, isOn)}
                    testId={`charter-agency-${id.split(":").at(-1)}`}
                />
            ))}
        </fieldset>
    );
}
