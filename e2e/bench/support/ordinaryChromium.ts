import { join } from "node:path";
import { chromiumOptions } from "../../support/chromiumOptions.ts";

/** The journeys' Chromium, without root's right to outrank the homeservers that are measured beside it. */
export const ordinaryChromium = {
    ...chromiumOptions,
    ...(process.getuid?.() === 0 && {
        executablePath: join(import.meta.dirname, "chromium.sh"),
        env: { ...process.env, VALISE_CHROMIUM: chromiumOptions.executablePath },
    }),
};

/** The one screen beside the engines of many others: it is not kept waiting for them. Only root can have it so. */
export const foremostChromium = {
    ...ordinaryChromium,
    env: { ...process.env, ...ordinaryChromium.env, VALISE_BENCH_FOREMOST: "1" },
};
