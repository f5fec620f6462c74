import { Checkbox, LabelPicker, SegmentedControl, SelectField, TextArea, TextField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { languageNames, languages } from "../../i18n/language.ts";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { nameRoom } from "../roomList/nameRoom.ts";
import { precedences, statuses } from "./broadcastDraft.ts";
import { pickText } from "./pickText.ts";
import { useChannelGate } from "./useChannelGate.ts";

/** Channel, precedence, whether it is meant or an exercise, and the marking. */
export function MainFields() {
    const translator = useI18n();
    const { t } = translator;
    const { compose, crisis, rooms } = useApp();
    const form = useStore(compose);
    const channels = useStore(crisis)?.channels ?? [];
    const known = useStore(rooms)?.rows ?? [];
    const nameOf = (roomId: string) => {
        const room = known.find((row) => row.roomId === roomId);
        return room === undefined ? roomId : cleanName(nameRoom(room, translator));
    };
    return (
        <>
            <SelectField
                label={t("broadcast.channel")}
                value={form.roomId ?? ""}
                options={channels.map((roomId) => ({ value: roomId as string, text: nameOf(roomId) }))}
                onChange={(roomId) => compose.change({ roomId: roomId as never, label: null, agencies: [] })}
                testId="broadcast-channel"
            />
            <SegmentedControl
                name={t("broadcast.precedence")}
                value={form.precedence}
                options={precedences.map((value) => ({ value, text: value }))}
                onChange={(precedence) => compose.change({ precedence })}
                testId="broadcast-precedence"
            />
            <SegmentedControl
                name={t("broadcast.status")}
                value={form.status}
                options={statuses.map((value) => ({ value, text: t(`broadcast.status.${value}`) }))}
                onChange={(status) => compose.change({ status })}
                testId="broadcast-status"
            />
            {form.status === "exercise" && (
                <TextField
                    label={t("broadcast.exerciseName")}
                    value={form.exerciseName}
                    maxLength={100}
                    onChange={(exerciseName) => compose.change({ exerciseName })}
                    testId="broadcast-exercise-name"
                />
            )}
            <Labels />
        </>
    );
}

function Labels() {
    const { t } = useI18n();
    const { compose } = useApp();
    const { roomId, label } = useStore(compose);
    const offered = useChannelGate(roomId)?.offered.filter((marking) => marking.label !== null) ?? [];
    if (offered.length === 0) return null;
    return (
        <LabelPicker
            options={offered.map((marking) => ({ id: marking.label ?? "", label: toLabel(marking) }))}
            selectedId={label ?? offered[0]?.label ?? undefined}
            onSelect={(id) => compose.change({ label: id })}
            withheld={[]}
            isPlain
            words={{
                name: t("broadcast.label"),
                why: t("marking.why"),
                whyHide: t("marking.whyHide"),
                more: (count) => t("marking.more", { count }),
            }}
        />
    );
}

/** Headline, text and answers, per language; readers get theirs, else the first. */
export function TextFields() {
    const { t, language } = useI18n();
    const { compose } = useApp();
    const form = useStore(compose);
    const [lang, setLang] = useState<string>(language);
    return (
        <>
            <SegmentedControl
                name={t("broadcast.language")}
                value={lang}
                options={languages.map((value) => ({
                    value: value as string,
                    text: (form.texts[value] ?? "") === "" ? languageNames[value] : `${languageNames[value]} ✓`,
                    lang: value,
                }))}
                onChange={setLang}
                testId="broadcast-text-language"
            />
            <TextField
                label={t("broadcast.headline")}
                value={form.headlines[lang] ?? ""}
                maxLength={160}
                onChange={(text) => compose.change({ headlines: { ...form.headlines, [lang]: text } })}
                testId="broadcast-headline"
            />
            <TextArea
                label={t("broadcast.text")}
                lang={lang}
                value={form.texts[lang] ?? ""}
                maxLength={8000}
                autoFocus
                onChange={(text) => compose.change({ texts: { ...form.texts, [lang]: text } })}
                testId="broadcast-text"
            />
            {form.asks && (
                <TextArea
                    label={t("broadcast.answers")}
                    hint={t("broadcast.answers.hint")}
                    lang={lang}
                    value={form.answers[lang] ?? ""}
                    onChange={(text) => compose.change({ answers: { ...form.answers, [lang]: text } })}
                    testId="broadcast-answers"
                />
            )}
        </>
    );
}

const minutes = ["", "5", "10", "15", "30", "60", "120"] as const;

/** Whether an answer is asked, by when, and whether as a roll call. */
export function QuestionFields() {
    const { t, formats } = useI18n();
    const { compose } = useApp();
    const form = useStore(compose);
    return (
        <>
            <Checkbox
                text={t("broadcast.asks")}
                isOn={form.asks}
                onChange={(asks) => compose.change({ asks })}
                testId="broadcast-asks"
            />
            {form.asks && (
                <>
                    <Checkbox
                        text={t("broadcast.rollCall")}
                        detail={t("broadcast.rollCall.detail")}
                        isOn={form.isRollCall}
                        onChange={(isRollCall) => compose.change({ isRollCall })}
                        testId="broadcast-roll-call"
                    />
                    <Checkbox
                        text={t("broadcast.free")}
                        detail={t("broadcast.free.detail")}
                        isOn={form.isFree}
                        onChange={(isFree) => compose.change({ isFree })}
                        testId="broadcast-free"
                    />
                    <SelectField
                        label={t("broadcast.deadline")}
                        value={form.minutes}
                        options={minutes.map((value) => ({
                            value: value as string,
                            text: value === "" ? t("broadcast.deadline.own") : formats.duration(Number(value) * 60_000),
                        }))}
                        onChange={(value) => compose.change({ minutes: value })}
                        testId="broadcast-deadline"
                    />
                </>
            )}
        </>
    );
}

const toggled = (list: readonly string[], id: string, isOn: boolean) =>
    isOn ? [...list, id] : list.filter((one) => one !== id);

/** Nothing chosen: everybody in the channel. */
export function AudienceFields() {
    const { t, language } = useI18n();
    const { compose, crisis } = useApp();
    const form = useStore(compose);
    const gate = useChannelGate(form.roomId);
    const duty = useStore(crisis)?.duty ?? [];
    const roles = [...new Map(duty.map((row) => [row.role, row])).values()];
    return (
        <fieldset className="stack stack-tight compose-audience">
            <legend className="form-legend">{t("broadcast.audience")}</legend>
            <p className="hint">{t("broadcast.audience.hint")}</p>
            {gate?.agencies.map(({ id, name }) => (
                <Checkbox
                    key={id}
                    text={cleanName(name)}
                    isOn={form.agencies.includes(id)}
                    onChange={(isOn) => compose.change({ agencies: toggled(form.agencies, id, isOn) })}
                    testId="broadcast-agency"
                />
            ))}
            {roles.map(({ role, names }) => (
                <Checkbox
                    key={role}
                    text={`${cleanName(pickText(names, language)?.text ?? role)} (${role})`}
                    isOn={form.roles.includes(role)}
                    onChange={(isOn) => compose.change({ roles: toggled(form.roles, role, isOn) })}
                    testId="broadcast-role"
                />
            ))}
            <TextField
                label={t("broadcast.posts")}
                hint={t("broadcast.posts.hint")}
                value={form.posts}
                maxLength={1000}
                onChange={(posts) => compose.change({ posts })}
                testId="broadcast-posts"
            />
        </fieldset>
    );
}
