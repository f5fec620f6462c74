import type { AppWindow } from "./AppWindow.ts";

const WHEEL_PX = 1_500;
const GIVE_UP_MS = 120_000;

/** Message `index` of a long room, found again on screen by its number. */
export const numbered = (index: number): string => `#${index} is one message of many in this room`;

/** Runs in the page: the smallest number among the messages in view; null when none is. */
function smallestInView(): number | null {
    const frame = document.querySelector("[data-testid=timeline]")?.getBoundingClientRect();
    const numbers = [...document.querySelectorAll("[data-testid=message] .message-body")].flatMap((node) => {
        const { top, bottom } = node.getBoundingClientRect();
        const isInView = frame !== undefined && bottom > frame.top && top < frame.bottom;
        const number = /#(\d+) /.exec(node.textContent ?? "")?.[1];
        return isInView && number !== undefined ? [Number(number)] : [];
    });
    return numbers.length === 0 ? null : Math.min(...numbers);
}

/** Turns the wheel up by 1,500 px a turn until message `to` is on screen; answers how long that took, in ms. */
export async function scrollBack(app: AppWindow, to: number): Promise<number> {
    const box = await app.byId("timeline").boundingBox();
    if (box === null) throw new Error("no timeline is shown");
    await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const startedMs = performance.now();
    for (;;) {
        const at = await app.page.evaluate(smallestInView);
        const tookMs = performance.now() - startedMs;
        if (at !== null && at <= to) return tookMs;
        if (tookMs > GIVE_UP_MS) throw new Error(`gave up at message ${at} on the way to ${to}`);
        await app.page.mouse.wheel(0, -WHEEL_PX);
    }
}
