import { unreachable } from "@valise/base";
import type { GateSnapshot, MarkingSnapshot } from "@valise/bridge";
import { Button, Checkbox, ComposerCheck, InlineNotice, LabelPicker, ReaderRow, type WithheldLabel } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { useStore } from "../../stores/useStore.ts";
import { toReader } from "../readers/toReader.ts";
import type { ConversationViewModel } from "./createConversationViewModel.ts";
import { choicesOf } from "./decideComposer.ts";

/** Above the text: the label, what was brought in, who will not read, or why nothing can be sent. */
export function ComposerHead({ conversation }: { readonly conversation: ConversationViewModel }) {
    const gate = useStore(conversation.gate);
    if (gate === null) return <BroughtNotice conversation={conversation} room={null} />;
    if (gate.state === "refused") return <Refused gate={gate} />;
    return (
        <>
            {gate.state === "ready" && <Picker conversation={conversation} gate={gate} />}
            {gate.exercise && <Real conversation={conversation} />}
            <BroughtNotice conversation={conversation} room={gate.marking} />
            {gate.state !== "checking" && <Check conversation={conversation} gate={gate} />}
        </>
    );
}

interface PartProps {
    readonly conversation: ConversationViewModel;
    readonly gate: GateSnapshot;
}

function Refused({ gate }: { readonly gate: GateSnapshot }) {
    const translator = useI18n();
    const { cause, next } = describeCode(gate.code ?? "", translator);
    return (
        <div className="composer-words">
            <InlineNotice
                tone="bad"
                role="status"
                title={translator.t("gate.refused")}
                code={gate.code ?? undefined}
                testId="gate-refused"
            >
                {cause} {next}
            </InlineNotice>
        </div>
    );
}

function Picker({ conversation, gate }: PartProps) {
    const translator = useI18n();
    const { t } = translator;
    const { context, label } = useStore(conversation.composer);
    const { offered, selected } = choicesOf(gate, context, label);
    if (offered.length === 0) return null;
    return (
        <LabelPicker
            options={offered.map((marking) => ({ id: marking.label ?? "", label: toLabel(marking) }))}
            selectedId={selected?.label ?? undefined}
            onSelect={conversation.composer.chooseLabel}
            withheld={withheldOf(gate, translator)}
            words={{
                name: t("marking.picker"),
                why: t("marking.why"),
                whyHide: t("marking.whyHide"),
                more: (count) => t("marking.more", { count }),
            }}
        />
    );
}

/** The way out of an exercise, for one message. */
function Real({ conversation: { composer } }: Pick<PartProps, "conversation">) {
    const { t } = useI18n();
    const { noDuff, context } = useStore(composer);
    // An edit keeps what the message was sent as.
    if (context?.kind === "edit") return null;
    return (
        <div className="composer-words">
            <Checkbox text={t("composer.real")} isOn={noDuff} onChange={composer.markReal} testId="composer-real" />
        </div>
    );
}

/** The nearest level first: the engine names the highest first. */
function withheldOf(gate: GateSnapshot, { t }: Translator): readonly WithheldLabel[] {
    return gate.notOffered.toReversed().map(({ level, text, reason }) => ({
        level,
        text: t(`marking.not.${reason}`, { text }),
        reason: t(`marking.whyNot.${reason}`, { text }),
    }));
}

interface BroughtNoticeProps {
    readonly conversation: ConversationViewModel;
    readonly room: MarkingSnapshot | null;
}

function BroughtNotice({ conversation, room }: BroughtNoticeProps) {
    const { t } = useI18n();
    const brought = useStore(conversation.brought);
    if (brought === null || brought.kind === "checking") return null;
    const rule = room === null ? t("brought.unlabelled") : t("brought.above", { room: room.text });
    return (
        <div className="composer-words">
            <InlineNotice
                tone="warn"
                role="alert"
                testId="brought"
                title={titleOf(brought, t)}
                action={
                    <span className="row wrap">
                        <Button size="s" onPress={conversation.brought.remove} testId="brought-remove">
                            {t("brought.remove")}
                        </Button>
                        <Button size="s" variant="quiet" onPress={conversation.brought.keep} testId="brought-keep">
                            {t("brought.keep")}
                        </Button>
                    </span>
                }
            >
                {brought.kind === "unchecked" ? undefined : rule}
            </InlineNotice>
        </div>
    );
}

type ShownBrought = Exclude<
    NonNullable<ReturnType<ConversationViewModel["brought"]["getState"]>>,
    { kind: "checking" }
>;

function titleOf(brought: ShownBrought, t: Translator["t"]): string {
    switch (brought.kind) {
        case "checking":
        case "unchecked":
            return t("brought.unchecked");
        case "marking":
        case "look-alike":
            return t(`brought.${brought.kind}`, { text: brought.text, line: String(brought.line) });
        default:
            return unreachable(brought);
    }
}

function Check({ conversation, gate }: PartProps) {
    const translator = useI18n();
    const { t } = translator;
    const { agencies, clock } = useApp();
    const wanted = new Set(gate.toConfirm ?? []);
    if (wanted.size === 0) return null;
    const named = gate.rows.filter((reader) => wanted.has(reader.userId));
    return (
        <ComposerCheck
            title={t("check.title", { count: wanted.size })}
            confirm={t("check.confirm")}
            confirmKey={t("keys.ctrlEnter")}
            onConfirm={() => void conversation.confirmAndSend()}
            testId="composer-check"
        >
            {named.map((reader) => (
                <ReaderRow key={reader.userId} reader={toReader(reader, agencies, translator, clock.nowMs())} />
            ))}
        </ComposerCheck>
    );
}
