import type { ReactNode } from "react";
import { Icon } from "../Icon/Icon.tsx";
import type { LabelSnapshot } from "../Marking/Marking.tsx";
import { ExerciseMark, PrecedenceMark, type PrecedenceName, RealMark } from "./Precedence.tsx";

export interface AlarmStripProps {
    readonly precedence: PrecedenceName;
    readonly exerciseText?: string | undefined;
    /** NO-DUFF: actual, while somebody exercises. */
    readonly realText?: string | undefined;
    /** Of the broadcast whose headline it is. */
    readonly label?: LabelSnapshot | undefined;
    /** "Paul Estève, Ministry of Defence: answer by 10:12" */
    readonly text: string;
    /** What is read out at once when it comes: who alarms, how urgently, and the headline. */
    readonly alert: string;
    /** How many more alarms wait. */
    readonly moreText?: string | undefined;
    readonly name: string;
    readonly actions: ReactNode;
}

/** Across every screen until the alarm is answered. It neither blinks nor covers anything. */
export function AlarmStrip(props: AlarmStripProps) {
    const { precedence, exerciseText, realText, label, text, alert, moreText, name, actions } = props;
    return (
        <section className="alarm-strip" aria-label={name} data-testid="alarm-strip" data-marking={label?.text}>
            <p className="sr" role="alert" data-testid="alarm-said">
                {alert}
            </p>
            <Icon name="siren" />
            <PrecedenceMark precedence={precedence} />
            {exerciseText !== undefined && <ExerciseMark text={exerciseText} />}
            {realText !== undefined && <RealMark text={realText} />}
            <b className="cut foreign">{text}</b>
            {moreText !== undefined && <span className="small">{moreText}</span>}
            <span className="end row">{actions}</span>
        </section>
    );
}
