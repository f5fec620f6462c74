import type { BroadcastSnapshot } from "@valise/bridge";
import { Button, Countdown, Icon, RadioCards, TextArea, TextField } from "@valise/ui";
import { useEffect, useRef, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { type CountdownMark, formatCountdown, markPassed } from "./countdown.ts";
import { answersFor, decideAnswer, type Triage } from "./decideAnswer.ts";
import { isInForce } from "./openAlarms.ts";
import { cleanText, pickText } from "./pickText.ts";

interface AnswerPanelProps {
    readonly row: BroadcastSnapshot;
    readonly nowMs: number;
}

/** By when, and what this person answers; afterwards how far the answer has come, and nothing shown as done before it is. */
export function AnswerPanel({ row, nowMs }: AnswerPanelProps) {
    const { t } = useI18n();
    const view = useStore(useApp().crisisView);
    const state = decideAnswer(row, view, nowMs);
    switch (state.kind) {
        case "over":
            return <p className="small muted">{t("crisis.notAsked")}</p>;
        case "not-asked":
            return <p className="small muted">{t("crisis.notAsked")}</p>;
        case "not-addressed":
            return <p className="small muted">{t("crisis.notAddressed")}</p>;
        case "answered":
            return <Answered row={row} nowMs={nowMs} />;
        case "open":
            return (
                <>
                    <Deadline row={row} nowMs={nowMs} />
                    <FailureNotice failure={view.failure} />
                    {view.isDeclining ? <Decline row={row} /> : <Acknowledge row={row} missing={state.missing} />}
                </>
            );
    }
}

function Deadline({ row, nowMs }: AnswerPanelProps) {
    const { t, formats } = useI18n();
    const [mark, setMark] = useState<CountdownMark | null>(null);
    const before = useRef<number | null>(null);
    const leftMs = row.deadlineMs === null ? null : row.deadlineMs - nowMs;
    useEffect(() => {
        if (leftMs === null) return;
        const passed = markPassed(before.current, leftMs);
        before.current = leftMs;
        if (passed !== null) setMark(passed);
    }, [leftMs]);
    if (leftMs === null || row.deadlineMs === null) return <p className="small muted">{t("crisis.noDeadline")}</p>;
    const time = formats.time(row.deadlineMs);
    return (
        <Countdown
            digits={formatCountdown(leftMs)}
            text={t(leftMs > 0 ? "crisis.left" : "crisis.passed", { time })}
            share={leftMs / (row.deadlineMs - row.sentAtMs)}
            announcement={mark === null ? "" : t(`crisis.say.${mark}`)}
        />
    );
}

interface AcknowledgeProps {
    readonly row: BroadcastSnapshot;
    readonly missing: "option" | "triage" | null;
}

function Acknowledge({ row, missing }: AcknowledgeProps) {
    const { t } = useI18n();
    const { crisisView, agencies } = useApp();
    const { isBusy } = useStore(crisisView);
    const isDisabled = missing !== null;
    return (
        <>
            <Choices row={row} />
            {missing !== null && <p className="small ink2">{t(`crisis.choose.${missing}`)}</p>}
            {row.mine.addressed && (
                <Button
                    variant="primary"
                    size="big"
                    keyHint={t("keys.a")}
                    isBusy={isBusy}
                    isDisabled={isDisabled}
                    onPress={() => void crisisView.acknowledge(row)}
                    testId="acknowledge"
                >
                    {t("crisis.acknowledge")}
                </Button>
            )}
            {answersFor(row).map(({ userId, name }) => (
                <Button
                    key={userId}
                    isBusy={isBusy}
                    isDisabled={isDisabled}
                    onPress={() => void crisisView.acknowledge(row, userId)}
                >
                    {t("crisis.answerFor", { name: name === userId ? agencies.calledBy(userId) : cleanText(name) })}
                </Button>
            ))}
            {row.mine.addressed && (
                <Button size="s" onPress={() => crisisView.change({ isDeclining: true })} testId="cannot-comply">
                    {t("crisis.cannot")}
                </Button>
            )}
        </>
    );
}

const triages = ["safe", "need-help", "hurt"] as const satisfies readonly Triage[];

/** Fixed answers, and in a roll call how one is and where. */
function Choices({ row: { ask } }: { readonly row: BroadcastSnapshot }) {
    const { t, language } = useI18n();
    const { crisisView } = useApp();
    const { option, triage, location } = useStore(crisisView);
    if (ask === null) return null;
    return (
        <>
            {ask.options.length > 0 && (
                <div data-choice="option">
                    <RadioCards
                        name={t("crisis.option")}
                        cards={ask.options.map(({ id, texts }) => ({
                            id,
                            title: cleanText(pickText(texts, language)?.text ?? id),
                        }))}
                        selectedId={option ?? undefined}
                        onSelect={(id) => crisisView.change({ option: id })}
                        testId="answer-option"
                    />
                </div>
            )}
            {ask.rollCall !== null && (
                <div data-choice="triage">
                    <RadioCards
                        name={t("crisis.triage")}
                        cards={triages.map((id) => ({ id, title: t(`crisis.triage.${id}`) }))}
                        selectedId={triage ?? undefined}
                        onSelect={(id) => crisisView.change({ triage: triages.find((known) => known === id) ?? null })}
                        testId="answer-triage"
                    />
                </div>
            )}
            {ask.rollCall?.location === true && (
                <TextField
                    label={t("crisis.location")}
                    hint={t("crisis.location.hint")}
                    value={location}
                    maxLength={200}
                    onChange={(value) => crisisView.change({ location: value })}
                    testId="answer-location"
                />
            )}
            {ask.text && <OwnWords isOpen={ask.rollCall !== null || ask.options.length > 0} />}
        </>
    );
}

/** Beside what can be chosen, or alone behind a press: a plain acknowledgement needs no words. */
function OwnWords({ isOpen }: { readonly isOpen: boolean }) {
    const { t } = useI18n();
    const { crisisView } = useApp();
    const { words, isWriting } = useStore(crisisView);
    if (!isOpen && !isWriting) {
        return (
            <Button
                size="s"
                variant="quiet"
                icon="pen"
                onPress={() => crisisView.change({ isWriting: true })}
                testId="answer-write"
            >
                {t("crisis.words.write")}
            </Button>
        );
    }
    return (
        <TextField
            label={t("crisis.words")}
            value={words}
            maxLength={1000}
            autoFocus={isWriting}
            onChange={(value) => crisisView.change({ words: value })}
            testId="answer-words"
        />
    );
}

function Decline({ row }: { readonly row: BroadcastSnapshot }) {
    const { t } = useI18n();
    const { crisisView } = useApp();
    const { reason, isBusy } = useStore(crisisView);
    return (
        <>
            <TextArea
                label={t("crisis.cannot.reason")}
                hint={t("crisis.cannot.hint")}
                value={reason}
                maxLength={1000}
                autoFocus
                onChange={(value) => crisisView.change({ reason: value })}
                testId="cannot-reason"
            />
            <Button
                variant="primary"
                isBusy={isBusy}
                onPress={() => void crisisView.decline(row)}
                testId="send-cannot-comply"
            >
                {t("crisis.cannot.send")}
            </Button>
            <Button size="s" onPress={() => crisisView.change({ isDeclining: false })}>
                {t("crisis.back")}
            </Button>
        </>
    );
}

/** Called as a deputy after one's own answer: the same can be said for those who have not. */
function StandIn({ row }: { readonly row: BroadcastSnapshot }) {
    const { t } = useI18n();
    const { crisisView, agencies } = useApp();
    const { isBusy } = useStore(crisisView);
    const isChoice = (row.ask?.options.length ?? 0) > 0 || row.ask?.rollCall != null;
    // What has to be chosen is chosen in the open answer.
    if (isChoice) return null;
    return answersFor(row).map(({ userId, name }) => (
        <Button
            key={userId}
            isBusy={isBusy}
            onPress={() => void crisisView.acknowledge(row, userId)}
            testId="acknowledge-for"
        >
            {t("crisis.answerFor", { name: name === userId ? agencies.calledBy(userId) : cleanText(name) })}
        </Button>
    ));
}

const confirmedIcons = { waiting: "clock", received: "check", ledger: "checks" } as const;

/** The answer as it stands, in three honest steps: waiting, received by the cell, in the cell's ledger. */
function Answered({ row, nowMs }: AnswerPanelProps) {
    const { t, formats } = useI18n();
    const { crisisView } = useApp();
    const { rung, answeredAtMs, confirmed, option, text } = row.mine;
    if (rung !== "acknowledged" && rung !== "cannot-comply") return null;
    const time = formats.time(answeredAtMs ?? nowMs);
    const chosen = row.ask?.options.find(({ id }) => id === option);
    const step = confirmed === "nothing-to-confirm" ? "waiting" : confirmed;
    return (
        <div className="stack" role="status" data-testid="my-answer" data-confirmed={step}>
            <p>
                <b>{t(`crisis.mine.${rung}`, { time })}</b>
            </p>
            {chosen !== undefined && <p>{cleanText(pickText(chosen.texts, "")?.text ?? chosen.id)}</p>}
            {text !== null && <p className="foreign">{cleanText(text)}</p>}
            <p className={step === "ledger" ? "state is-ok" : "state is-warn"}>
                <Icon name={confirmedIcons[step]} size="s" />
                <span>{t(`crisis.confirmed.${step}`)}</span>
            </p>
            {isInForce(row, nowMs) && row.alarm !== null && row.alarm.standsInFor.length > 0 && <StandIn row={row} />}
            {isInForce(row, nowMs) && (
                <Button size="s" onPress={() => crisisView.change({ isChanging: true })} testId="change-answer">
                    {t("crisis.change")}
                </Button>
            )}
        </div>
    );
}
