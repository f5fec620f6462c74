/** What the page writes down about itself, from before its first script. Times count from its navigation start. */
export interface PageStamps {
    firstFormMs: number | null;
    eightNamesMs: number | null;
    readonly longTasksMs: number[];
}

declare global {
    interface Window {
        valiseBench: PageStamps;
    }
}

/**
 * Runs in the page before everything else. Stamps are taken in the frame that shows what was waited for. The page is
 * watched for them only where `isStart`: looking at every change would weigh on what else is measured.
 */
export function installStamps(isStart: boolean): void {
    const stamps: PageStamps = { firstFormMs: null, eightNamesMs: null, longTasksMs: [] };
    window.valiseBench = stamps;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) stamps.longTasksMs.push(entry.duration);
    }).observe({ type: "longtask", buffered: true });
    if (!isStart) return;
    const look = () => {
        const names = [...document.querySelectorAll("[data-testid=room-row] .room-name")];
        const named = names.filter((name) => (name.textContent ?? "").trim() !== "").length;
        const form = document.querySelector("[data-testid=protection-option], [data-testid=agency-option]");
        requestAnimationFrame(() => {
            if (named >= 8) stamps.eightNamesMs ??= performance.now();
            if (form !== null) stamps.firstFormMs ??= performance.now();
        });
        if (named >= 8) observer.disconnect();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, characterData: true });
}

/** Runs in the page: resolves with the wall-clock time (ms) of the frame that shows `text` inside `selector`. */
export function whenShown({ selector, text }: { selector: string; text: string }): Promise<number> {
    return new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`"${text}" was not shown within a minute`)), 60_000);
        const isThere = () => [...document.querySelectorAll(selector)].some((node) => node.textContent?.includes(text));
        // Only where words come or go: to look at every change would weigh on what is measured.
        const check = () => {
            if (!isThere()) return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const observer = new MutationObserver(check);
        observer.observe(document, { childList: true, subtree: true, characterData: true });
        check();
    });
}

/** Runs in the page: the wall-clock time (ms) at which the next Enter or click was made. */
export function whenPressed(kind: "keydown" | "pointerdown"): Promise<number> {
    return new Promise((resolve) => {
        const note = (event: Event) => {
            if (event instanceof KeyboardEvent && event.key !== "Enter") return;
            removeEventListener(kind, note, true);
            resolve(performance.timeOrigin + event.timeStamp);
        };
        addEventListener(kind, note, true);
    });
}
