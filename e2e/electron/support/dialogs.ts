import type { ElectronApplication } from "@playwright/test";

export interface ShownDialog {
    readonly type: string;
    readonly message: string;
    readonly detail: string;
    readonly defaultId: number;
    readonly cancelId: number;
}

/** Native dialogs cannot be pressed by Playwright: from now on each is answered with this button, and kept. */
export async function answerDialogs(electron: ElectronApplication, response: number): Promise<void> {
    await electron.evaluate(({ dialog }, button) => {
        const shared = globalThis as unknown as { shownDialogs?: unknown[] };
        shared.shownDialogs ??= [];
        dialog.showMessageBox = (async (_window: unknown, options: unknown) => {
            shared.shownDialogs?.push(options);
            return { response: button, checkboxChecked: false };
        }) as never;
    }, response);
}

export const shownDialogs = (electron: ElectronApplication): Promise<ShownDialog[]> =>
    electron.evaluate(() => (globalThis as unknown as { shownDialogs?: ShownDialog[] }).shownDialogs ?? []);
