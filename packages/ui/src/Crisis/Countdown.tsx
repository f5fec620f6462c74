export interface CountdownProps {
    /** `02:41`; only digits change, nothing moves. */
    readonly digits: string;
    /** "left, by 10:12", or that it has passed. */
    readonly text: string;
    /** What is left of the whole, from 1 to 0. */
    readonly share: number;
    /** Said at five minutes, one minute and nought; empty otherwise. */
    readonly announcement: string;
}

/** Time left for an answer. A screen reader is told three times and not each second. */
export function Countdown({ digits, text, share, announcement }: CountdownProps) {
    const width = `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;
    return (
        <div data-testid="countdown">
            <p className="countdown-line">
                <span className="countdown" role="timer" aria-live="off">
                    {digits}
                </span>
                <span className="small muted">{text}</span>
            </p>
            <div className="meter" aria-hidden="true">
                <i style={{ width }} />
            </div>
            <p className="sr" aria-live="polite" data-testid="countdown-said">
                {announcement}
            </p>
        </div>
    );
}
