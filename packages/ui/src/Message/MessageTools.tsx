import type { KeyboardEvent } from "react";
import { IconButton } from "../Button/IconButton.tsx";
import type { MessageActions, MessageSnapshot } from "./messageSnapshot.ts";
import type { MessageWords } from "./messageWords.ts";

export interface MessageToolsProps {
    readonly message: MessageSnapshot;
    readonly actions: MessageActions;
    readonly words: MessageWords;
    readonly isTabStop: boolean;
}

type Tool = "reply" | "edit" | "copy" | "forward" | "replyElsewhere" | "showReaders" | "remove";

/** What may be done with a message, each with its single key. */
const tools = [
    { tool: "reply", icon: "reply", key: "R" },
    { tool: "edit", icon: "pen", key: "E" },
    { tool: "copy", icon: "copy", key: "C" },
    { tool: "forward", icon: "forward", key: "F" },
    { tool: "replyElsewhere", icon: "quote", key: "Q" },
    { tool: "showReaders", icon: "shieldCheck", key: "W" },
    { tool: "remove", icon: "trash", key: "Delete" },
] as const;

function mayUse(message: MessageSnapshot, tool: Tool): boolean {
    switch (tool) {
        case "reply":
            return message.mayReply;
        case "edit":
            return message.mayEdit;
        case "remove":
            return message.mayDelete;
        case "forward":
        case "replyElsewhere":
            return message.mayForward;
        case "showReaders":
            return message.hasReaders;
        case "copy":
            return message.content.kind === "text" || message.content.kind === "html";
    }
}

/** The actions of the message under the pointer or with the focus. */
export function MessageTools({ message, actions, words, isTabStop }: MessageToolsProps) {
    const usable = tools.filter(({ tool }) => mayUse(message, tool));
    if (usable.length === 0) return null;
    return (
        <div className="message-tools" role="toolbar" aria-label={words.tools}>
            {usable.map(({ tool, icon, key }) => (
                <IconButton
                    key={tool}
                    icon={icon}
                    name={words[tool]}
                    keyHint={key}
                    isTabStop={isTabStop}
                    onPress={() => actions[tool](message.id)}
                    testId={`message-${tool}`}
                />
            ))}
        </div>
    );
}

/** Does what the pressed key stands for; answers whether it stood for anything. */
export function pressMessageKey(event: KeyboardEvent, message: MessageSnapshot, actions: MessageActions): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const pressed = tools.find(({ key }) => key.toLowerCase() === event.key.toLowerCase());
    if (pressed === undefined || !mayUse(message, pressed.tool)) return false;
    actions[pressed.tool](message.id);
    return true;
}
