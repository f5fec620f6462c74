import { type ReactNode, useState } from "react";
import { Button } from "../Button/Button.tsx";
import { Icon, type IconName } from "../Icon/Icon.tsx";
import type { CauseWords } from "./messageWords.ts";

export interface RefusedTileProps {
    readonly icon: IconName;
    readonly cause: CauseWords;
    readonly code: string;
    readonly onRemedy?: (() => void) | undefined;
    readonly children?: ReactNode;
}

/** In place of a message that is not shown: what is so, why, the next action, and a code. Never "unable to decrypt". */
export function RefusedTile({ icon, cause, code, onRemedy, children }: RefusedTileProps) {
    return (
        <div className="refused">
            <Icon name={icon} />
            <div className="grow">
                <p>
                    <b>{cause.title}</b>
                </p>
                <p className="ink2">{cause.explanation}</p>
                {children}
                <div className="refused-foot">
                    {cause.remedy !== undefined && onRemedy !== undefined && (
                        <Button size="s" onPress={onRemedy} testId="utd-remedy">
                            {cause.remedy}
                        </Button>
                    )}
                    <code className="mono muted end" data-testid="utd-code">
                        {code}
                    </code>
                </div>
            </div>
        </div>
    );
}

export interface HiddenClearTextProps {
    readonly cause: CauseWords;
    readonly code: string;
    readonly showAnyway: string;
    readonly children: ReactNode;
}

/** A message that came in clear in an encrypted room: anyone on the way may have written it, so it is hidden at first. */
export function HiddenClearText({ cause, code, showAnyway, children }: HiddenClearTextProps) {
    const [isShown, setIsShown] = useState(false);
    return (
        <RefusedTile icon="lockOpen" cause={cause} code={code}>
            {isShown ? (
                <div className="refused-body">{children}</div>
            ) : (
                <Button size="s" variant="link" onPress={() => setIsShown(true)}>
                    {showAnyway}
                </Button>
            )}
        </RefusedTile>
    );
}
