import { type KeyboardEvent, memo, useId, useState } from "react";
import { AgencyTag, Avatar } from "../Avatar/Avatar.tsx";
import { classNames } from "../classNames.ts";
import { Icon } from "../Icon/Icon.tsx";
import { ForeignMarking } from "../Marking/Marking.tsx";
import { MessageBody } from "./MessageBody.tsx";
import { MessageTools, pressMessageKey } from "./MessageTools.tsx";
import type { MessageActions, MessageSnapshot, QuotedElsewhereSnapshot, QuoteSnapshot } from "./messageSnapshot.ts";
import type { MessageWords } from "./messageWords.ts";
import { SendState } from "./SendState.tsx";

export interface MessageTileProps {
    readonly message: MessageSnapshot;
    readonly actions: MessageActions;
    readonly words: MessageWords;
    /** Whether this message is the timeline's one tab stop. */
    readonly isTabStop?: boolean | undefined;
    readonly onFocus?: ((messageId: string) => void) | undefined;
    /** Single-letter keys can be switched off (WCAG 2.1.4). */
    readonly hasLetterKeys?: boolean | undefined;
}

/** One message: who, when, what, and how far it has come. */
export const MessageTile = memo(function MessageTile(props: MessageTileProps) {
    const { message, actions, words } = props;
    const id = useId();
    const [isHovered, setIsHovered] = useState(false);
    const [hasFocus, setHasFocus] = useState(false);
    const onKeyDown = (event: KeyboardEvent) => {
        if (event.target !== event.currentTarget || props.hasLetterKeys === false) return;
        if (pressMessageKey(event, message, actions)) event.preventDefault();
    };
    return (
        <article
            className={classNames("message", message.continuesPrevious && "is-next", message.isReal && "is-real")}
            data-testid="message"
            data-message-id={message.id}
            data-trust={message.trust?.state ?? "ok"}
            data-level={message.label?.level}
            aria-labelledby={`${id}-by ${id}-body`}
            tabIndex={props.isTabStop === true ? 0 : -1}
            onPointerEnter={() => setIsHovered(true)}
            onPointerLeave={() => setIsHovered(false)}
            onFocus={() => {
                setHasFocus(true);
                props.onFocus?.(message.id);
            }}
            onBlur={(event) => {
                if (!event.currentTarget.contains(event.relatedTarget)) setHasFocus(false);
            }}
            onKeyDown={onKeyDown}
        >
            <MessageMargin message={message} words={words} />
            <div className="message-main">
                <MessageHead message={message} words={words} id={`${id}-by`} />
                {message.forwardedText !== undefined && (
                    <p className="forwarded">
                        <Icon name="forward" size="s" />
                        <span className="foreign">{message.forwardedText}</span>
                    </p>
                )}
                {message.quote !== undefined && <Quote quote={message.quote} actions={actions} words={words} />}
                {message.quotedElsewhere !== undefined && <QuotedElsewhere quoted={message.quotedElsewhere} />}
                <div id={`${id}-body`} className="message-body">
                    {message.label?.handlingText !== undefined && (
                        <ForeignMarking label={message.label} handle={words.handle} />
                    )}
                    <MessageBody message={message} actions={actions} words={words} />
                </div>
                <MessageFoot message={message} actions={actions} words={words} />
            </div>
            {(isHovered || hasFocus) && (
                <MessageTools message={message} actions={actions} words={words} isTabStop={hasFocus} />
            )}
        </article>
    );
});

function MessageMargin({ message, words }: Pick<MessageTileProps, "message" | "words">) {
    if (!message.continuesPrevious)
        return <Avatar initials={message.author.initials} tone={message.author.agency?.tone} />;
    return (
        <span className="message-at" aria-hidden="true">
            {words.formatTime(message.sentAtMs)}
        </span>
    );
}

function MessageHead({ message, words, id }: Pick<MessageTileProps, "message" | "words"> & { readonly id: string }) {
    const { author } = message;
    return (
        <header id={id} className={message.continuesPrevious ? "sr" : "by"}>
            <b className="foreign cut" dir="auto" title={author.userId}>
                {author.displayName}
            </b>
            {author.agency !== undefined && <AgencyTag agency={author.agency} />}
            {message.roleText !== undefined && <span className="role cut">{message.roleText}</span>}
            <time dateTime={isoTime(message.sentAtMs)} title={words.formatMoment(message.sentAtMs)}>
                {words.formatTime(message.sentAtMs)}
            </time>
        </header>
    );
}

/** A forged time stamp can lie outside what a date can hold. */
function isoTime(atMs: number): string | undefined {
    const date = new Date(atMs);
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function Quote(props: { readonly quote: QuoteSnapshot } & Pick<MessageTileProps, "actions" | "words">) {
    const { quote, actions, words } = props;
    return (
        <button type="button" className="quote" onClick={() => actions.showQuoted(quote.messageId)}>
            <Icon name="reply" size="s" />
            <span className="sr">{words.quoteOf}</span>
            <span className="cut foreign" dir="auto">
                <b>{quote.authorName}</b> {quote.excerpt ?? words.quoteMissing}
            </span>
        </button>
    );
}

/** Nothing leads there: the room it stands in may be closed to who reads this. */
function QuotedElsewhere({ quoted }: { readonly quoted: QuotedElsewhereSnapshot }) {
    return (
        <blockquote className="quoted" data-testid="quoted">
            <p className="forwarded">
                <Icon name="quote" size="s" />
                <span className="foreign">{quoted.text}</span>
            </p>
            <p className="quoted-words foreign" dir="auto">
                {quoted.portionText !== undefined && <b className="portion">{quoted.portionText} </b>}
                {quoted.body}
            </p>
        </blockquote>
    );
}

function MessageFoot({ message, actions, words }: Pick<MessageTileProps, "message" | "actions" | "words">) {
    return (
        <>
            {message.editedAtMs !== undefined && <span className="edited">{words.edited(message.editedAtMs)}</span>}
            {message.trust !== undefined && (
                <p className="message-trust">
                    <span
                        className={`state ${message.trust.state === "warn" ? "is-warn" : "is-bad"}`}
                        data-testid="trust-state"
                        data-state={message.trust.state}
                    >
                        <Icon name="shieldX" size="s" />
                        {words.trust(message.trust.code)}
                    </span>
                    <code className="mono muted">{message.trust.code}</code>
                </p>
            )}
            <SendState message={message} actions={actions} words={words} />
        </>
    );
}
