import type { ClearanceSnapshot } from "@valise/bridge";
import { Checkbox } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { AdmissionField, MarkingFields } from "./MarkingFields.tsx";
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
            <MarkingFields
                hint={t("newRoom.label.hint")}
                draft={form}
                levels={[
                    { id: "", label: none },
                    ...levels.map((marking) => ({ id: marking.label ?? "", label: toLabel(marking) })),
                ]}
                sets={labels.categoriesFor(own, form)}
                onLevel={(id) => createRoom.change({ level: id === "" ? null : id, values: [] })}
                onValues={(values) => createRoom.change({ values })}
            />
            {plan !== null && <Admissions plan={plan} />}
        </fieldset>
    );
}

function Admissions({ plan }: { readonly plan: RoomLabelPlan }) {
    const { createRoom, boot, session } = useApp();
    const form = useStore(createRoom);
    const mine = useSelect(session, (snapshot) => snapshot?.agency?.id);
    return (
        <>
            <AdmissionField
                selected={form.admission ?? (plan.isClassified ? "roster" : "cleared")}
                onSelect={(admission) => createRoom.change({ admission })}
                testId="room-admission"
            />
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
