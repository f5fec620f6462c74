const uploadPath = /\/_matrix\/client\/v3\/room_keys\/keys(\?|$)/;

/**
 * The body that leaves for the key backup instead of the one the crypto module wrote: it backs up all rooms or none, and some
 * forbid it. Undefined: this is no such upload, and stays as it is. Null: it must not leave now.
 */
export async function narrowBackup(
    init: RequestInit | undefined,
    url: string,
    narrow: (upload: string) => Promise<string | null>,
): Promise<string | null | undefined> {
    if (init?.method !== "PUT" || !uploadPath.test(url)) return undefined;
    return typeof init.body === "string" ? narrow(init.body) : null;
}
