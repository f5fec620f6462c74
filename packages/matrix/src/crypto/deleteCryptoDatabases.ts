const PATIENCE_MS = 10_000;

/** Deletes the crypto databases of this prefix. Rejects when they are still open somewhere: nothing new may begin on them. */
export async function deleteCryptoDatabases(prefix: string): Promise<void> {
    for (const name of [`${prefix}::matrix-sdk-crypto`, `${prefix}::matrix-sdk-crypto-meta`])
        await deleteDatabase(name);
}

/** The machine lets go of its database a moment after it was closed; the deletion waits for that. */
function deleteDatabase(name: string): Promise<void> {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("the crypto store is still open")), PATIENCE_MS);
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => {
            clearTimeout(timer);
            resolve();
        };
        request.onerror = () => {
            clearTimeout(timer);
            reject(request.error);
        };
    });
}
