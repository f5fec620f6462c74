/** Disposes in reverse order of making, as a composition root must. */
export function disposeAll(parts: readonly Disposable[]): void {
    for (const part of parts.toReversed()) part[Symbol.dispose]();
}
