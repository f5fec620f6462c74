import type { ReactNode } from "react";
import { classNames } from "../classNames.ts";
import type { LabelSnapshot } from "../Marking/Marking.tsx";

export interface AppFrameProps {
    readonly titleBar: ReactNode;
    readonly rail: ReactNode;
    /** Across everything below the title bar: an alarm that waits for an answer. */
    readonly alarm?: ReactNode;
    /** The list beside the rail; absent on screens that fill the workspace, such as settings. */
    readonly list?: ReactNode;
    /** Of what the place shows: `data-marking` says it of everything below the banner. */
    readonly label?: LabelSnapshot | undefined;
    /** Spans what it covers, above and below: conversation and panel. */
    readonly banner?: ReactNode;
    readonly bannerEnd?: ReactNode;
    readonly main: ReactNode;
    /** Beside the conversation; below 1100 px a sheet over it. */
    readonly side?: ReactNode;
    /** Where list and conversation do not fit side by side, which of them is shown. */
    readonly narrowView?: "list" | "main" | undefined;
}

/**
 * The window: title bar, rail, and a workspace of list, conversation and panel. Each pane carries `data-pane` (`rail list
 * main side`), for the app's F6.
 */
export function AppFrame({
    titleBar,
    alarm,
    rail,
    list,
    label,
    banner,
    bannerEnd,
    main,
    side,
    narrowView = "main",
}: AppFrameProps) {
    return (
        <div className="app">
            {titleBar}
            {alarm}
            {rail}
            <div className={classNames("workspace", list !== undefined && "has-list", `shows-${narrowView}`)}>
                {list}
                <div className={classNames("room-view", side !== undefined && "has-side")} data-marking={label?.text}>
                    {banner !== undefined && <div className="room-band">{banner}</div>}
                    <main className="conversation" data-pane="main" tabIndex={-1}>
                        {main}
                    </main>
                    {side}
                    {bannerEnd !== undefined && <div className="room-band room-band-end">{bannerEnd}</div>}
                </div>
            </div>
        </div>
    );
}
