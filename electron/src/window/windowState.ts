import { z } from "zod";

export interface Rectangle {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}
const coordinate = z.int().min(-100_000).max(100_000);
const windowStateSchema = z.strictObject({
    version: z.literal(1),
    bounds: z.strictObject({
        x: coordinate,
        y: coordinate,
        width: z.int().min(100).max(100_000),
        height: z.int().min(100).max(100_000),
    }),
    isMaximized: z.boolean(),
});
export type WindowState = z.output<typeof windowStateSchema>;

/** Sizes in device-independent pixels. */
export const smallestWindow = { width: 640, height: 480 } as const;
const firstWindow = { width: 1280, height: 800 } as const;
/** This much of the title bar must be within reach on some screen. */
const reachablePx = 60;

/** Where the window opens: as it was left, if that still lies on a screen; otherwise centred on the first. */
export function decideWindowBounds(
    text: string | null,
    workAreas: readonly Rectangle[],
): { bounds: Partial<Rectangle> & { width: number; height: number }; isMaximized: boolean } {
    const state = parseState(text);
    const first = workAreas[0] ?? { x: 0, y: 0, ...firstWindow };
    const fallback = {
        width: Math.min(firstWindow.width, first.width),
        height: Math.min(firstWindow.height, first.height),
    };
    if (state === null) return { bounds: fallback, isMaximized: false };
    const area = workAreas.find((candidate) => isReachable(state.bounds, candidate));
    if (area === undefined) return { bounds: fallback, isMaximized: state.isMaximized };
    const { x, y } = state.bounds;
    const width = Math.max(smallestWindow.width, Math.min(state.bounds.width, area.width));
    const height = Math.max(smallestWindow.height, Math.min(state.bounds.height, area.height));
    return { bounds: { x, y, width, height }, isMaximized: state.isMaximized };
}

export const formatWindowState = (bounds: Rectangle, isMaximized: boolean): string =>
    JSON.stringify({ version: 1, bounds, isMaximized } satisfies WindowState);

function parseState(text: string | null): WindowState | null {
    try {
        return windowStateSchema.parse(JSON.parse(text ?? ""));
    } catch {
        return null;
    }
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
    const visiblePx = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
    return visiblePx >= reachablePx && bounds.y >= area.y && bounds.y < area.y + area.height - reachablePx;
}
