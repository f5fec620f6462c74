import { Button, Dialog, InlineNotice, LabelBadge, ReaderRow } from "@valise/ui";
import type { ReactNode } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { toReader } from "../readers/toReader.ts";
import { type ConversationQuestion, maxFileBytes } from "./conversationQuestion.ts";
import type { ConversationViewModel } from "./createConversationViewModel.ts";
import { choicesOf } from "./decideComposer.ts";

export interface ConversationQuestionsProps {
    readonly conversation: ConversationViewModel;
    readonly roomName: string;
}

/** What is asked before a message is deleted, files are sent, a file or a link is opened. */
export function ConversationQuestions({ conversation, roomName }: ConversationQuestionsProps) {
    const question = useStore(conversation.question);
    if (question === null) return null;
    switch (question.kind) {
        case "delete":
            return <DeleteQuestion conversation={conversation} />;
        case "send-files":
            return <SendFilesQuestion conversation={conversation} question={question} roomName={roomName} />;
        case "open-file":
            return <OpenFileQuestion conversation={conversation} name={question.name} />;
        case "open-link":
            return <OpenLinkQuestion conversation={conversation} question={question} />;
    }
}

interface QuestionProps {
    readonly conversation: ConversationViewModel;
    readonly title: string;
    readonly children: ReactNode;
    readonly answers: ReactNode;
    readonly testId: string;
}

function Question({ conversation, title, children, answers, testId }: QuestionProps) {
    const { t } = useI18n();
    const close = () => conversation.ask(null);
    return (
        <Dialog
            title={title}
            isOpen
            onClose={close}
            closeName={t("common.close")}
            size="s"
            testId={testId}
            footer={
                <>
                    <Button onPress={close}>{t("common.cancel")}</Button>
                    {answers}
                </>
            }
        >
            <div className="stack">{children}</div>
        </Dialog>
    );
}

function DeleteQuestion({ conversation }: { readonly conversation: ConversationViewModel }) {
    const { t } = useI18n();
    return (
        <Question
            conversation={conversation}
            title={t("delete.title")}
            testId="delete-question"
            answers={
                <Button variant="danger" onPress={() => void conversation.confirm()} testId="delete-confirm">
                    {t("delete.submit")}
                </Button>
            }
        >
            <p>{t("delete.text")}</p>
        </Question>
    );
}

type Asked<K extends ConversationQuestion["kind"]> = Extract<ConversationQuestion, { kind: K }>;

interface SendFilesProps extends ConversationQuestionsProps {
    readonly question: Asked<"send-files">;
}

function SendFilesQuestion({ conversation, question, roomName }: SendFilesProps) {
    const { t, formats } = useI18n();
    const size = formats.size(maxFileBytes);
    const room = useSelect(conversation.gate, (gate) => gate?.marking ?? null);
    const chosen = useSelect(conversation.composer, ({ label }) => label);
    const marking = useSelect(conversation.gate, (gate) => gate && choicesOf(gate, null, chosen).selected) ?? undefined;
    const rule = room === null ? t("brought.unlabelled") : t("brought.above", { room: room.text });
    return (
        <Question
            conversation={conversation}
            title={t("files.confirm", { count: question.files.length, room: roomName })}
            testId="files-question"
            answers={
                <Button
                    variant="primary"
                    isDisabled={question.files.length === 0 || question.marked === null}
                    onPress={() => void conversation.confirm()}
                    testId="files-confirm"
                >
                    {t("files.submit")}
                </Button>
            }
        >
            {marking !== undefined && (
                <p>
                    <LabelBadge label={toLabel(marking)} full />
                </p>
            )}
            <ul>
                {question.files.map((file, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two files of a list may have one name
                    <li key={index} className="foreign">
                        <bdi>{cleanName(file.name)}</bdi> <span className="muted">{formats.size(file.size)}</span>
                    </li>
                ))}
            </ul>
            <WillNotRead conversation={conversation} />
            {question.marked?.map(({ name, marking }) => (
                <InlineNotice key={name} tone="warn" role="alert" testId="file-marked">
                    {t("brought.file", { name: cleanName(name), text: marking })} {rule}
                </InlineNotice>
            ))}
            {question.leftOut.map(({ name, cause }) => (
                <InlineNotice key={name} tone="warn">
                    {cause === "empty" ? t("files.refusedFolder", { name }) : t("files.tooLarge", { name, size })}
                </InlineNotice>
            ))}
            <p className="small ink2">
                {t("files.note")} {room !== null && t("brought.note")}
            </p>
        </Question>
    );
}

/** Named here as above the composer: sending the files is the answer. */
function WillNotRead({ conversation }: { readonly conversation: ConversationViewModel }) {
    const translator = useI18n();
    const { agencies, clock } = useApp();
    const gate = useStore(conversation.gate);
    const wanted = new Set(gate?.toConfirm ?? []);
    if (wanted.size === 0) return null;
    return (
        <InlineNotice tone="warn" title={translator.t("check.title", { count: wanted.size })} testId="files-check">
            <ul>
                {gate?.rows
                    .filter((reader) => wanted.has(reader.userId))
                    .map((reader) => (
                        <ReaderRow key={reader.userId} reader={toReader(reader, agencies, translator, clock.nowMs())} />
                    ))}
            </ul>
        </InlineNotice>
    );
}

function OpenFileQuestion(props: { readonly conversation: ConversationViewModel; readonly name: string }) {
    const { t } = useI18n();
    const { conversation, name } = props;
    return (
        <Question
            conversation={conversation}
            title={t("files.openTitle", { name })}
            testId="file-question"
            answers={
                <>
                    <Button onPress={() => void conversation.confirm("save")} testId="file-save">
                        {t("files.saveSubmit")}
                    </Button>
                    <Button
                        variant="primary"
                        onPress={() => void conversation.confirm("open")}
                        testId="file-open-confirm"
                    >
                        {t("files.openSubmit")}
                    </Button>
                </>
            }
        >
            <p>{t("files.openText")}</p>
        </Question>
    );
}

interface OpenLinkProps {
    readonly conversation: ConversationViewModel;
    readonly question: Asked<"open-link">;
}

function OpenLinkQuestion({ conversation, question }: OpenLinkProps) {
    const { t } = useI18n();
    const host = URL.canParse(question.url) ? new URL(question.url).host : question.url;
    const shown = cleanName(question.shownText);
    const looksLikeAddress = /[a-z0-9-]\.[a-z]{2,}/i.test(shown);
    return (
        <Question
            conversation={conversation}
            title={t("link.title")}
            testId="link-question"
            answers={
                <Button variant="primary" onPress={() => void conversation.confirm()} testId="link-confirm">
                    {t("link.submit")}
                </Button>
            }
        >
            <p className="foreign">{t("link.text", { url: question.url })}</p>
            {looksLikeAddress && !shown.includes(host) && (
                <InlineNotice tone="bad">{t("link.mismatch", { shown, host })}</InlineNotice>
            )}
        </Question>
    );
}
