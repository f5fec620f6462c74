/** Deletes the crypto databases of this prefix. One still open elsewhere goes when it is closed. */
export async function deleteCryptoDatabases(prefix: string): Promise<void> {
    for (const name of [`${prefix}::matrix-sdk-crypto`, `${prefix}::matrix-sdk-crypto-meta`]) {
        await new Promise<void>((resolve, reject) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = () => resolve();
            request.onerror = () => reject(request.error);
            request.onblocked = () => resolve();
        });
    }
}
