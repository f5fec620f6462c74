import type { Page } from "@playwright/test";

/** Asked, it answers in ms the longest task of the page's thread since it was asked last; 0 where none took over 50. */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
    const all = () => page.evaluate(() => window.valiseBench.longTasksMs);
    let seen = (await all()).length;
    return async () => {
        const longTasksMs = await all();
        const fresh = longTasksMs.slice(seen);
        seen = longTasksMs.length;
        return Math.max(0, ...fresh);
    };
}
