import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readSecret, writeSecretFile } from "../profile/secretFiles.ts";

export const letterPath = (folder: string, userId: string): string =>
    join(folder, `${encodeURIComponent(userId)}.password`);

/**
 * First passwords, one file of mode 0600 a person, written before the account is made: killed in between, the next run gives
 * the same one. The file serves `valise login --password-file` as it is.
 */
export function createInitialPasswords(folder: string): (userId: string) => string {
    return (userId) => {
        const path = letterPath(folder, userId);
        if (existsSync(path)) return readSecret(path);
        const password = randomBytes(18).toString("base64url");
        writeSecretFile(path, `${password}\n`);
        return password;
    };
}
