import { useEffect, useState } from "react";
import { Button } from "../Button/Button.tsx";
import { Icon } from "../Icon/Icon.tsx";
import type { MessageActions, MessageSnapshot, SendStateSnapshot } from "./messageSnapshot.ts";
import type { MessageWords } from "./messageWords.ts";

export interface SendStateProps {
    readonly message: MessageSnapshot;
    readonly actions: Pick<MessageActions, "retrySend" | "discard">;
    readonly words: MessageWords;
}

/** Where one's own message is. Says "sent" only when the server has it; a failure names its cause and what can be done. */
export function SendState({ message, actions, words }: SendStateProps) {
    const { sendState } = message;
    if (sendState === undefined) return null;
    const text = describe(sendState, words);
    const isBad = sendState.state === "failed" || sendState.state === "withheld";
    return (
        <div className={isBad ? "send-failed" : "send-state"}>
            <span
                className={isBad ? "state is-bad" : "state muted"}
                data-testid="send-state"
                data-state={sendState.state}
                title={sendState.state === "sent" ? text : undefined}
            >
                <Icon name={icons[sendState.state]} size="s" />
                <span className={sendState.state === "sent" ? "sr" : undefined}>{text}</span>
            </span>
            {"code" in sendState && <code className="mono muted">{sendState.code}</code>}
            {sendState.state === "failed" && sendState.mayRetry && (
                <Button size="s" icon="redo" onPress={() => actions.retrySend(message.id)} testId="send-retry">
                    {words.retry}
                </Button>
            )}
            {(sendState.state === "failed" || (sendState.state === "queued" && message.content.kind !== "file")) && (
                <Discard
                    key={sendState.state}
                    isLate={sendState.state === "queued" && sendState.retryAtMs === undefined}
                    onPress={() => actions.discard(message.id)}
                    text={words.discard}
                />
            )}
        </div>
    );
}

/** Longer than a message stays queued while it passes: a button that flashes by at every sending would only be in the way. */
const lateAfterMs = 2_000;

interface DiscardProps {
    /** It may only be passing: offered once it has stayed. */
    readonly isLate: boolean;
    readonly onPress: () => void;
    readonly text: string;
}

/** What waits for the server can still be taken back; on a file that is its own button. */
function Discard({ isLate, onPress, text }: DiscardProps) {
    const [isOffered, setOffered] = useState(!isLate);
    useEffect(() => {
        const timer = setTimeout(() => setOffered(true), isLate ? lateAfterMs : 0);
        return () => clearTimeout(timer);
    }, [isLate]);
    if (!isOffered) return null;
    return (
        <Button size="s" variant="quiet" onPress={onPress} testId="send-discard">
            {text}
        </Button>
    );
}

const icons = { queued: "clock", sending: "send", sent: "check", failed: "warning", withheld: "shieldX" } as const;

function describe(sendState: SendStateSnapshot, words: MessageWords): string {
    switch (sendState.state) {
        case "queued":
            return sendState.retryAtMs === undefined ? words.queued : words.queuedUntil(sendState.retryAtMs);
        case "sending":
            return words.sending;
        case "sent":
            return words.sent;
        case "failed":
            return words.sendFailed(sendState.code);
        case "withheld":
            return words.withheld(sendState.code);
    }
}
