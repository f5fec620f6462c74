import type { ReactNode } from "react";
import { type AgencySnapshot, AgencyTag } from "../Avatar/Avatar.tsx";
import { classNames } from "../classNames.ts";
import { LabelBadge, type LabelSnapshot, Portion } from "../Marking/Marking.tsx";
import { ExerciseMark, PrecedenceMark, type PrecedenceName, RealMark } from "./Precedence.tsx";

export interface BroadcastCardSnapshot {
    readonly id: string;
    readonly precedence: PrecedenceName;
    /** EXERCISE or TEST; absent where it is actual. */
    readonly exerciseText?: string | undefined;
    /** NO-DUFF: actual, while somebody exercises. */
    readonly realText?: string | undefined;
    /** Update, or cancellation; absent of an alert. */
    readonly kindText?: string | undefined;
    /** "sent 10:02 by" */
    readonly sentText: string;
    readonly senderName: string;
    /** By attestation; absent where it does not hold. */
    readonly agency?: AgencySnapshot | undefined;
    /** Stands in the agency's place where no attestation says it. */
    readonly noAgencyText: string;
    readonly headline?: string | undefined;
    readonly text: string;
    /** Of headline and text. */
    readonly lang: string;
    readonly label?: LabelSnapshot | undefined;
    readonly portion?: string | undefined;
    /** It counts for nothing any more, or never did. */
    readonly isOver: boolean;
}

export interface BroadcastCardProps {
    readonly broadcast: BroadcastCardSnapshot;
    /** Languages, read-back, what concerns reading it. */
    readonly tools?: ReactNode;
    /** Why it counts for nothing, or whom it stands in for. */
    readonly notice?: ReactNode;
    /** What is asked, by when, and the answer. */
    readonly aside?: ReactNode;
}

/** What is asked of me and by when: precedence, sender by attestation, text with its marking, and the answer beside it. */
export function BroadcastCard({ broadcast, tools, notice, aside }: BroadcastCardProps) {
    const { id, agency, label, headline, text, lang, portion } = broadcast;
    const headingId = `broadcast-${id}`;
    return (
        <article
            className={classNames("flash-card", broadcast.isOver && "is-over", broadcast.exerciseText && "is-exercise")}
            aria-labelledby={headingId}
            data-testid="broadcast"
            data-precedence={broadcast.precedence}
            data-marking={label?.text}
        >
            <header>
                <PrecedenceMark precedence={broadcast.precedence} />
                {broadcast.exerciseText !== undefined && <ExerciseMark text={broadcast.exerciseText} />}
                {broadcast.realText !== undefined && <RealMark text={broadcast.realText} />}
                {broadcast.kindText !== undefined && <b>{broadcast.kindText}</b>}
                <span className="end">
                    {broadcast.sentText} <b className="foreign">{broadcast.senderName}</b>
                </span>
                {agency === undefined ? (
                    <span className="state is-bad">{broadcast.noAgencyText}</span>
                ) : (
                    <AgencyTag agency={agency} />
                )}
            </header>
            <div className={classNames("flash-columns", aside !== undefined && "has-aside")}>
                <div className="flash-main">
                    {notice}
                    <h2 className="flash-text foreign" id={headingId} lang={lang} dir="auto">
                        {portion !== undefined && <Portion text={portion} label={label} />}
                        {portion !== undefined && " "}
                        {headline ?? text}
                    </h2>
                    {headline !== undefined && (
                        <p className="flash-body foreign" lang={lang} dir="auto">
                            {text}
                        </p>
                    )}
                    {label !== undefined && (
                        <p className="flash-label">
                            <LabelBadge label={{ ...label, shortText: label.text }} />
                        </p>
                    )}
                    {tools !== undefined && <div className="row wrap flash-tools">{tools}</div>}
                </div>
                {aside !== undefined && <div className="flash-aside">{aside}</div>}
            </div>
        </article>
    );
}
