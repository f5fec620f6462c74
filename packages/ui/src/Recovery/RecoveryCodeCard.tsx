import { Button } from "../Button/Button.tsx";

export interface RecoveryCodeSnapshot {
    /** Eight groups of four characters. */
    readonly groups: readonly string[];
    readonly number: number;
    readonly createdAtMs: number;
}

export interface RecoveryCodeWords {
    readonly title: (number: number) => string;
    readonly madeAt: (createdAtMs: number) => string;
    readonly highestWorks: string;
    readonly codeName: string;
    readonly reading: string;
    readonly print: string;
    readonly save: string;
}

export interface RecoveryCodeCardProps {
    readonly code: RecoveryCodeSnapshot;
    readonly onPrint?: (() => void) | undefined;
    readonly onSave?: (() => void) | undefined;
    readonly words: RecoveryCodeWords;
}

/** The code that brings old messages back, shown once. Groups are numbered so that one can be asked for again. */
export function RecoveryCodeCard({ code, onPrint, onSave, words }: RecoveryCodeCardProps) {
    return (
        <section className="code-card" aria-label={words.title(code.number)}>
            <header className="code-head">
                <b>{words.title(code.number)}</b>
                <span className="muted">{words.madeAt(code.createdAtMs)}</span>
                <span className="end small muted">{words.highestWorks}</span>
            </header>
            <ol className="code" aria-label={words.codeName} data-testid="recovery-code" translate="no">
                {code.groups.map((group, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the place of a group is its identity
                    <li key={index}>{group}</li>
                ))}
            </ol>
            <footer className="code-foot">
                <span className="small muted">{words.reading}</span>
                <span className="end row wrap">
                    {onPrint !== undefined && (
                        <Button size="s" icon="print" onPress={onPrint} testId="recovery-print">
                            {words.print}
                        </Button>
                    )}
                    {onSave !== undefined && (
                        <Button size="s" icon="lock" onPress={onSave} testId="recovery-save">
                            {words.save}
                        </Button>
                    )}
                </span>
            </footer>
        </section>
    );
}
