import type { Logger } from "matrix-js-sdk/lib/logger.js";

const nothing = () => {};

/** The SDK logs user ids, session ids and room ids; none of that may reach a log. */
export const silentLogger: Logger = {
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    getChild: () => silentLogger,
};
