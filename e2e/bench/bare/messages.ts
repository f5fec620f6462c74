/** What the bare page hands to its worker, and what comes back. */
export interface BareTask {
    readonly roomId: string;
    readonly exportedKeys: string;
    readonly events: readonly object[];
}

export interface BareResult {
    readonly count: number;
    readonly failed: number;
    readonly tookMs: number;
}
