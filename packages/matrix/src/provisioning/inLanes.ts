import { err, ok, type Result } from "@valise/base";
import type { ServerFailure } from "@valise/provisioning";

/** Requests under way at once. */
const LANES = 6;

/** Works on all, a few at once, in their order; the first failure ends it. */
export async function inLanes<T, R>(
    items: readonly T[],
    work: (item: T) => Promise<Result<R, ServerFailure>>,
): Promise<Result<readonly R[], ServerFailure>> {
    const results = new Map<number, R>();
    let [next, failure]: [number, ServerFailure | null] = [0, null];
    const lane = async () => {
        for (let at = next++; at < items.length && failure === null; at = next++) {
            const done = await work(items[at] as T);
            if (done.ok) results.set(at, done.value);
            else failure = done.error;
        }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return failure === null ? ok(items.map((_, at) => results.get(at) as R)) : err(failure);
}
