import type { ClearanceSnapshot, GateSnapshot, RoomId } from "@valise/bridge";
import { Dialog, InlineNotice, TimelineSkeleton } from "@valise/ui";
import { useEffect, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { planRoomLabel } from "../createRoom/planRoomLabel.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { useGate } from "../gate/useGate.ts";
import { nameRoom } from "../roomList/nameRoom.ts";
import { CharterAudience } from "./CharterAudience.tsx";
import { CharterFields } from "./CharterFields.tsx";
import { createCharterViewModel } from "./createCharterViewModel.ts";
import { agenciesOf, decideProspects, isSameGate, wishOf } from "./planCharter.ts";
import { SigningDialog } from "./SigningDialog.tsx";

/** The next charter of a room: who must not read it, who will gain and lose, and whose signature that takes. */
export function CharterDialog({ roomId }: { readonly roomId: RoomId }) {
    const { t } = useI18n();
    const { navigation, clearance } = useApp();
    const gate = useGate(roomId);
    const own = useStore(clearance);
    if (gate !== null && gate.seq !== null && own !== null) return <Loaded key={gate.seq} gate={gate} own={own} />;
    return (
        <Dialog title={t("charter.title.any")} isOpen onClose={navigation.closeDialog} closeName={t("common.close")}>
            {gate?.state === "unlabelled" ? (
                <InlineNotice testId="charter-none">{t("charter.none")}</InlineNotice>
            ) : (
                <TimelineSkeleton name={t("gate.checking")} rowCount={4} />
            )}
        </Dialog>
    );
}

function Loaded({ gate, own }: { readonly gate: GateSnapshot; readonly own: ClearanceSnapshot }) {
    const translator = useI18n();
    const { t } = translator;
    const app = useApp();
    const { navigation, rooms, boot, toasts } = app;
    const [charter] = useState(() => createCharterViewModel(app, gate.roomId, wishOf(gate)));
    useEffect(() => () => charter[Symbol.dispose](), [charter]);
    const { wish, needsRelease, trialFailure, isBusy, failure } = useStore(charter);
    const room = useSelect(rooms, (snapshot) => snapshot?.rows.find((row) => row.roomId === gate.roomId));
    const plan = planRoomLabel(own, wish);
    const isSame = plan !== null && isSameGate(gate, wish, plan);
    const agencies = agenciesOf(boot.agencies, gate);
    const mayCharter = own.state === "held" && own.claims.includes("role:CHARTER");
    const mayRelease = own.claims.includes("role:RELEASE");
    const isReady = plan !== null && !isSame && needsRelease !== null && mayCharter && (!needsRelease || mayRelease);
    const name = room === undefined ? "" : nameRoom(room, translator);
    const sign = async () => {
        if (plan === null) return;
        const summary = t("charter.summary", { name, text: plan.marking.text });
        if (!(await charter.sign(plan.notation, summary))) return;
        toasts.showText(t("charter.done", { text: plan.marking.text }));
        navigation.closeDialog();
    };
    return (
        <SigningDialog
            title={t("charter.title", { name })}
            submit={needsRelease === true ? t("charter.sign.first") : t("charter.sign")}
            isReady={isReady}
            isBusy={isBusy}
            onSign={() => void sign()}
            testId="charter"
        >
            <div className="beside">
                <div className="stack">
                    {!mayCharter && <InlineNotice testId="charter-not-mine">{t("charter.notMine")}</InlineNotice>}
                    <CharterFields
                        own={own}
                        gate={gate}
                        wish={wish}
                        agencies={agencies}
                        onChange={(values) =>
                            charter.change(values, planRoomLabel(own, { ...wish, ...values })?.notation ?? null)
                        }
                    />
                    {plan === null && <InlineNotice tone="warn">{t("charter.notPossible")}</InlineNotice>}
                    {!isSame && needsRelease === true && (
                        <InlineNotice tone="warn" icon="key" title={t("charter.two")} testId="charter-two">
                            {mayRelease ? t("charter.two.how") : t("charter.two.notMine")}
                        </InlineNotice>
                    )}
                    {!isSame && needsRelease === false && (
                        <InlineNotice icon="key" testId="charter-one">
                            {t("charter.one")}
                        </InlineNotice>
                    )}
                    <FailureNotice failure={failure ?? trialFailure} />
                </div>
                {plan !== null && (
                    <aside className="beside-panel">
                        <CharterAudience
                            plan={plan}
                            isSame={isSame}
                            prospects={decideProspects({ gate, wish, plan, agencies })}
                            agencies={agencies.filter(({ id }) => wish.agencies.includes(id))}
                        />
                    </aside>
                )}
            </div>
        </SigningDialog>
    );
}
