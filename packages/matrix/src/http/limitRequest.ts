/** One request's end: by its caller, or by time. Held strongly: a composed `AbortSignal` can be collected before it fires. */
export interface RequestLimit {
    readonly signal: AbortSignal;
    /** It moves: its time begins anew. */
    renew(): void;
    /** The whole answer was read; neither ends it any more. */
    release(): void;
}

export function limitRequest(timeoutMs: number, by: AbortSignal | undefined): RequestLimit {
    const controller = new AbortController();
    const cancel = () => controller.abort();
    let timer = setTimeout(cancel, timeoutMs);
    if (by?.aborted) cancel();
    by?.addEventListener("abort", cancel);
    return {
        signal: controller.signal,
        renew() {
            clearTimeout(timer);
            timer = setTimeout(cancel, timeoutMs);
        },
        release() {
            clearTimeout(timer);
            by?.removeEventListener("abort", cancel);
        },
    };
}
