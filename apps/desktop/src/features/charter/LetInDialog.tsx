import type { GateSnapshot, ReaderSnapshot, RoomId } from "@valise/bridge";
import { Dialog, InlineNotice, RadioCards, SegmentedControl, TextArea, TextField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { useGate } from "../gate/useGate.ts";
import { nameRoom } from "../roomList/nameRoom.ts";
import { createLetInViewModel, letInHours } from "./createLetInViewModel.ts";
import { SigningDialog } from "./SigningDialog.tsx";

/** Break-glass: two officers let one person into a labelled room for a stated reason and at most a day. */
export function LetInDialog({ roomId }: { readonly roomId: RoomId }) {
    const { t } = useI18n();
    const { navigation } = useApp();
    const gate = useGate(roomId);
    if (gate !== null && gate.seq !== null) return <Loaded gate={gate} />;
    return (
        <Dialog title={t("letIn.title.any")} isOpen onClose={navigation.closeDialog} closeName={t("common.close")}>
            <InlineNotice>{t("charter.none")}</InlineNotice>
        </Dialog>
    );
}

function Loaded({ gate }: { readonly gate: GateSnapshot }) {
    const translator = useI18n();
    const { t } = translator;
    const app = useApp();
    const { rooms, clearance } = app;
    const locked = gate.rows.filter((reader) => !reader.reads && !reader.isMe && reader.membership === "join");
    const [letIn] = useState(() => createLetInViewModel(app, gate.roomId, locked[0]?.userId ?? ""));
    const form = useStore(letIn);
    const room = useSelect(rooms, (snapshot) => snapshot?.rows.find((row) => row.roomId === gate.roomId));
    const mayGlass = useSelect(clearance, (own) => own?.state === "held" && own.claims.includes("role:GLASS"));
    const name = room === undefined ? "" : nameRoom(room, translator);
    const isReady = mayGlass && letIn.chosen() !== null && form.reason.trim() !== "";
    const sign = () => {
        const time = t("letIn.hours", { count: form.hours });
        void letIn.sign((user) => t("letIn.summary", { user, room: name, time, reason: form.reason.trim() }));
    };
    return (
        <SigningDialog
            title={t("letIn.title", { name })}
            submit={t("charter.sign.first")}
            isDanger
            isReady={isReady}
            isBusy={form.isBusy}
            onSign={sign}
            testId="let-in"
        >
            <div className="stack">
                <InlineNotice tone="warn" title={t("letIn.warning")} testId="let-in-warning">
                    {t("letIn.warning.text", { text: gate.marking?.text ?? "" })}
                </InlineNotice>
                {!mayGlass && <InlineNotice testId="let-in-not-mine">{t("letIn.notMine")}</InlineNotice>}
                <Who locked={locked} userId={form.userId} onChange={(userId) => letIn.change({ userId })} />
                {form.userId === "" && (
                    <TextField
                        label={t("letIn.address")}
                        hint={t("letIn.address.hint")}
                        value={form.address}
                        onChange={(typed) => letIn.change({ address: typed })}
                        isVerbatim
                        testId="let-in-address"
                    />
                )}
                <TextArea
                    label={t("letIn.reason")}
                    value={form.reason}
                    maxLength={500}
                    onChange={(reason) => letIn.change({ reason })}
                    testId="let-in-reason"
                />
                <p className="form-legend">{t("letIn.howLong")}</p>
                <SegmentedControl
                    name={t("letIn.howLong")}
                    value={String(form.hours)}
                    options={letInHours.map((count) => ({ value: String(count), text: t("letIn.hours", { count }) }))}
                    onChange={(picked) =>
                        letIn.change({ hours: letInHours.find((each) => String(each) === picked) ?? 4 })
                    }
                />
                <FailureNotice failure={form.failure} />
            </div>
        </SigningDialog>
    );
}

interface WhoProps {
    readonly locked: readonly ReaderSnapshot[];
    readonly userId: string;
    readonly onChange: (userId: string) => void;
}

/** Those of the room who do not read, each with the cause, and somebody else. */
function Who({ locked, userId, onChange }: WhoProps) {
    const translator = useI18n();
    const { t } = translator;
    const { agencies } = useApp();
    const cards = locked.map((reader) => {
        const person = agencies.person(reader.userId, reader.name, reader.serverName);
        const detail = describeCode(reader.code ?? "", translator, person.agency?.code).cause;
        return { id: reader.userId, title: `${person.displayName} · ${person.agency?.code ?? ""}`, detail };
    });
    return (
        <div className="stack-tight">
            <p className="form-legend">{t("letIn.who")}</p>
            <RadioCards
                name={t("letIn.who")}
                cards={[...cards, { id: "", title: t("letIn.other") }]}
                selectedId={userId}
                onSelect={onChange}
                testId="let-in-person"
            />
        </div>
    );
}
