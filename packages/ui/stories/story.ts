import type { ReactNode } from "react";

/** One state of one component: the fixture of its pictures and of its accessibility check. */
export interface Story {
    readonly render: () => ReactNode;
    /** `page` fills the window, `panel` stands in a column of 400 px; else a plain field with padding. */
    readonly frame?: "page" | "panel" | "plain";
}

/** Does nothing: stories look, tests of the app act. */
export const noop = (): void => undefined;
