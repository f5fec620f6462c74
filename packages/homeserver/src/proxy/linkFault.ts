import { z } from "zod";

/** What is wrong with the way from one agency to another: the connections which the first opens to the second. */
export const linkFaultSchema = z.strictObject({
    /** `refuse` breaks connections and refuses new ones at once; `blackhole` keeps them open and passes nothing. */
    cut: z.enum(["refuse", "blackhole"]).nullable().default(null),
    /** Added to every piece of data, in each direction of these connections: a round trip takes twice this longer. */
    delayMs: z.number().min(0).max(600_000).default(0),
    /** Shared by all these connections, each direction by itself; null is unlimited. */
    bytesPerSecond: z.number().min(1).max(1e9).nullable().default(null),
});

export type LinkFault = z.output<typeof linkFaultSchema>;

export const NO_FAULT: LinkFault = { cut: null, delayMs: 0, bytesPerSecond: null };
