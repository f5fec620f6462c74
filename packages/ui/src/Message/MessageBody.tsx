import type { ReactNode } from "react";
import { FileTile } from "../File/FileTile.tsx";
import { Icon } from "../Icon/Icon.tsx";
import { Portion } from "../Marking/Marking.tsx";
import { MessageHtml, MessageText } from "../MessageHtml/MessageHtml.tsx";
import type { MessageActions, MessageSnapshot } from "./messageSnapshot.ts";
import type { MessageWords } from "./messageWords.ts";
import { HiddenClearText, RefusedTile } from "./RefusedTile.tsx";

export interface MessageBodyProps {
    readonly message: MessageSnapshot;
    readonly actions: MessageActions;
    readonly words: MessageWords;
}

/** What a message says, or what stands in its place. */
export function MessageBody({ message, actions, words }: MessageBodyProps) {
    const { content, language } = message;
    const text = (body: string) => <MessageText body={body} language={language} onOpenLink={actions.openLink} />;
    switch (content.kind) {
        case "text":
            return <Portioned message={message}>{text(content.body)}</Portioned>;
        case "html":
            return (
                <Portioned message={message}>
                    <MessageHtml
                        html={content.html}
                        body={content.body}
                        language={language}
                        onOpenLink={actions.openLink}
                    />
                </Portioned>
            );
        case "file":
            return (
                <>
                    {content.caption !== undefined && <Portioned message={message}>{text(content.caption)}</Portioned>}
                    <FileTile messageId={message.id} file={content.file} actions={actions} words={words.file} />
                </>
            );
        case "redacted":
            return (
                <p className="text muted">
                    <Icon name="trash" size="s" /> {words.redacted}
                </p>
            );
        case "undecryptable":
            return (
                <RefusedTile
                    icon="eyeOff"
                    cause={words.undecryptable(content.code)}
                    code={content.code}
                    onRemedy={() => actions.remedy(message.id, content.code)}
                />
            );
        case "withheld":
            return (
                <RefusedTile
                    icon="shieldX"
                    cause={words.withheldContent(content.code)}
                    code={content.code}
                    onRemedy={() => actions.remedy(message.id, content.code)}
                />
            );
        case "unencrypted":
            return (
                <HiddenClearText cause={words.unencrypted} code={content.code} showAnyway={words.showAnyway}>
                    {text(content.body)}
                </HiddenClearText>
            );
        case "malformed":
            return (
                <p className="text muted">
                    <Icon name="warning" size="s" /> {words.malformed(content.code)}{" "}
                    <code className="mono" data-testid="utd-code">
                        {content.code}
                    </code>
                </p>
            );
    }
}

function Portioned({ message, children }: { readonly message: MessageSnapshot; readonly children: ReactNode }) {
    if (message.portionText === undefined) return children;
    return (
        <div className="portioned">
            <Portion text={message.portionText} label={message.label} />
            {children}
        </div>
    );
}
