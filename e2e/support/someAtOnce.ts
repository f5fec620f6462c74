/** So many of them are always under way; the results in the order of what was given. */
export async function someAtOnce<T, R>(count: number, all: readonly T[], run: (each: T) => Promise<R>): Promise<R[]> {
    const done: R[] = [];
    const waiting = [...all.entries()];
    const work = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) done[next[0]] = await run(next[1]);
    };
    await Promise.all(Array.from({ length: count }, work));
    return done;
}
