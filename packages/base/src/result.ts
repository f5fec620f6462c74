/** The outcome of something that may be refused: a value, or an error that carries data and never display text. */
export type Result<T, E> = Ok<T> | Err<E>;
export interface Ok<T> {
    readonly ok: true;
    readonly value: T;
}
export interface Err<E> {
    readonly ok: false;
    readonly error: E;
}

export function ok(): Ok<void>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
    return { ok: true, value };
}

export function err<E>(error: E): Err<E> {
    return { ok: false, error };
}

/** For an outcome that the caller has already excluded: throws on a refusal, since an invariant is then broken. */
export function unwrap<T, E>(result: Result<T, E>): T {
    if (result.ok) return result.value;
    throw new Error(`unwrapped a refusal: ${describeKind(result.error)}`);
}

/** Names an error without its data, so that nothing secret reaches a log. */
function describeKind(error: unknown): string {
    if (typeof error === "object" && error !== null && "kind" in error) return String(error.kind);
    return error instanceof Error ? error.name : typeof error;
}

/** Marks a branch that an exhaustive switch can never reach. */
export function unreachable(value: never): never {
    throw new Error(`unreachable case: ${describeKind(value)}`);
}
