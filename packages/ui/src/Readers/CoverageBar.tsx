import { Icon } from "../Icon/Icon.tsx";

export interface CoverageBarProps {
    readonly reads: number;
    readonly waits: number;
    readonly refused: number;
    /** Each count in words: `8 read at once`. Colour and texture only repeat them. */
    readonly words: { readonly reads: string; readonly waits: string; readonly refused: string };
}

/** How many will read, will read later, and will not; what is zero is left out. */
export function CoverageBar({ reads, waits, refused, words }: CoverageBarProps) {
    const parts = [
        { id: "reads", count: reads, icon: "check", tone: "is-ok" },
        { id: "waits", count: waits, icon: "clock", tone: "is-warn" },
        { id: "refused", count: refused, icon: "shieldX", tone: "is-bad" },
    ] as const;
    const shown = parts.filter((part) => part.count > 0);
    return (
        <div data-testid="coverage">
            <div className="coverage" aria-hidden="true">
                {shown.map((part) => (
                    <i key={part.id} className={`coverage-${part.id}`} style={{ flexGrow: part.count }} />
                ))}
            </div>
            <p className="coverage-key">
                {shown.map((part) => (
                    <span key={part.id} className={`state ${part.tone}`} data-testid={`coverage-${part.id}`}>
                        <Icon name={part.icon} size="s" />
                        {words[part.id]}
                    </span>
                ))}
            </p>
        </div>
    );
}
