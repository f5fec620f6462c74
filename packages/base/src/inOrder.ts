/** Runs one task at a time, in the order they come; one that fails holds nobody up. */
export type InOrder = <T>(task: () => Promise<T>) => Promise<T>;

export function createInOrder(): InOrder {
    let last: Promise<unknown> = Promise.resolve();
    return (task) => {
        const next = last.then(task);
        last = next.catch(() => {});
        return next;
    };
}
