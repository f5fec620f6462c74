import { Icon } from "../Icon/Icon.tsx";

export interface PhaseLineProps {
    readonly name: string;
    readonly phases: readonly { readonly id: string; readonly text: string }[];
    readonly currentId: string;
    readonly testId?: string | undefined;
}

/** Phases one after another: those behind are ticked, the one now is framed. */
export function PhaseLine({ name, phases, currentId, testId }: PhaseLineProps) {
    const at = phases.findIndex(({ id }) => id === currentId);
    return (
        <ol className="phases" aria-label={name} data-testid={testId} data-phase={currentId}>
            {phases.map(({ id, text }, index) => (
                <li key={id} aria-current={index === at ? "step" : undefined}>
                    {index < at && <Icon name="check" size="s" />}
                    {text}
                </li>
            ))}
        </ol>
    );
}
