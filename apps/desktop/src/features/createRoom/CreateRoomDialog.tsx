import type { ClearanceSnapshot } from "@valise/bridge";
import { Dialog, InlineNotice, RoomCreateForm } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useLazy } from "../../stores/useLazy.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { inviteWords } from "../people/inviteWords.ts";
import { Audience } from "./Audience.tsx";
import type { CreateRoomSnapshot, RoomRules } from "./createCreateRoomViewModel.ts";
import type { RoomLabelPlan } from "./planRoomLabel.ts";
import { RoomRulesFields } from "./RoomRulesFields.tsx";

const loadLabels = () => import("./planRoomLabel.ts");

/** A new room, across agencies: who must not read it, and who then will. */
export function CreateRoomDialog() {
    const translator = useI18n();
    const { t } = translator;
    const { createRoom, clearance, boot } = useApp();
    const form = useStore(createRoom);
    const people = useStore(createRoom.people);
    const own = useStore(clearance);
    const labels = useLazy(loadLabels);
    const plan = own === null ? null : (labels?.planRoomLabel(own, form) ?? null);
    const rules = rulesOf(form, plan, boot.agencies);
    // A level that the policy refuses with these values is not quietly made a room without one.
    const isLabelSettled = form.level === null || plan !== null;
    return (
        <Dialog
            title={t("createRoom.title")}
            isOpen
            onClose={createRoom.cancel}
            closeName={t("common.close")}
            size={plan === null ? "m" : "l"}
        >
            <RoomCreateForm
                form={{
                    ...people,
                    name: form.name,
                    topic: form.topic,
                    mayCreate: form.name.trim() !== "" && isLabelSettled,
                    isCreating: form.isBusy,
                }}
                actions={{
                    changeName: (name) => createRoom.change({ name }),
                    changeTopic: (topic) => createRoom.change({ topic }),
                    search: createRoom.people.search,
                    choose: createRoom.people.choose,
                    unchoose: createRoom.people.unchoose,
                    create: () => void createRoom.create(rules),
                    cancel: createRoom.cancel,
                }}
                marking={<Marking own={own} labels={labels} plan={plan} />}
                notice={
                    <>
                        <InlineNotice icon="lock">{t("createRoom.note")}</InlineNotice>
                        <FailureNotice failure={form.failure} />
                    </>
                }
                audience={plan === null ? undefined : <Audience plan={plan} agencies={rules?.agencies ?? []} />}
                words={{
                    ...inviteWords(translator),
                    name: t("createRoom.name"),
                    nameHint: t("createRoom.name.hint"),
                    topic: t("createRoom.topic"),
                    create: t("createRoom.submit"),
                    cancel: t("common.cancel"),
                    enterKey: t("keys.enter"),
                }}
            />
        </Dialog>
    );
}

function rulesOf(
    form: CreateRoomSnapshot,
    plan: RoomLabelPlan | null,
    agencies: readonly { readonly id: string }[],
): RoomRules | null {
    if (plan === null) return null;
    return {
        label: plan.notation,
        admission: form.admission ?? (plan.isClassified ? "roster" : "cleared"),
        agencies: agencies.map(({ id }) => id).filter((id) => !form.leftOut.includes(id)),
    };
}

interface MarkingProps {
    readonly own: ClearanceSnapshot | null;
    readonly labels: typeof import("./planRoomLabel.ts") | undefined;
    readonly plan: RoomLabelPlan | null;
}

function Marking({ own, labels, plan }: MarkingProps) {
    const { t } = useI18n();
    if (own === null || own.trust.state === "none") return null;
    const mayLabel = own.state === "held" && own.claims.includes("role:CHARTER");
    if (!mayLabel) return <InlineNotice testId="may-not-label">{t("newRoom.noClearance")}</InlineNotice>;
    if (labels === undefined) return <p role="status">{t("newRoom.loading")}</p>;
    return <RoomRulesFields own={own} labels={labels} plan={plan} />;
}
