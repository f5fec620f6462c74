import type { ReactNode } from "react";
import { classNames } from "../classNames.ts";
import { Icon, type IconName } from "../Icon/Icon.tsx";

export type NoticeTone = "info" | "ok" | "warn" | "bad";

export interface NoticeProps {
    readonly tone?: NoticeTone | undefined;
    /** What is so, in one sentence. */
    readonly title?: string | undefined;
    /** Why. */
    readonly children?: ReactNode;
    /** What to do next: one button or link. */
    readonly action?: ReactNode;
    /** For the service desk. */
    readonly code?: string | undefined;
    /** Announced when it appears: `alert` at once, `status` when there is a pause. */
    readonly role?: "alert" | "status" | undefined;
    readonly icon?: IconName | undefined;
    readonly testId?: string | undefined;
}

const toneIcons: Record<NoticeTone, IconName> = { info: "info", ok: "check", warn: "warning", bad: "stop" };

/** Something the person should know, in place: what, why, what next, and a code. */
export function InlineNotice(props: NoticeProps) {
    const tone = props.tone ?? "info";
    return (
        <div className={classNames("note", `note-${tone}`)} role={props.role} data-testid={props.testId}>
            <Icon name={props.icon ?? toneIcons[tone]} />
            <div className="note-words">
                {props.title !== undefined && <b>{props.title}</b>}
                {props.children !== undefined && <div>{props.children}</div>}
                {(props.action !== undefined || props.code !== undefined) && (
                    <div className="note-foot">
                        {props.action}
                        {props.code !== undefined && <code className="mono muted end">{props.code}</code>}
                    </div>
                )}
            </div>
        </div>
    );
}

export interface ToastSnapshot {
    readonly id: string;
    readonly tone: NoticeTone;
    readonly text: string;
    readonly actionText?: string | undefined;
}
