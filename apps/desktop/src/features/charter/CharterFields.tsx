import type { ClearanceSnapshot, GateSnapshot } from "@valise/bridge";
import { Checkbox } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { AdmissionField, MarkingFields } from "../createRoom/MarkingFields.tsx";
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
            <MarkingFields
                hint={t("charter.label.hint")}
                draft={wish}
                levels={levels.map((marking) => ({ id: marking.label ?? "", label: toLabel(marking) }))}
                sets={categoriesFor(own, wish)}
                onLevel={(level) => onChange({ level, values: level === now ? wish.values : [] })}
                onValues={(values) => onChange({ values })}
            />
            <AdmissionField
                selected={wish.admission}
                onSelect={(admission) => onChange({ admission })}
                testId="charter-admission"
            />
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
