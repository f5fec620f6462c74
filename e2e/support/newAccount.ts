import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

export interface AccountServer {
    readonly serverName: string;
    readonly adminUrl: string;
    readonly adminTokenFile: string;
}

/** An account of a running stack that nobody has used yet, made as the agency's administrator would. */
export async function newAccount(
    { serverName, adminUrl, adminTokenFile }: AccountServer,
    prefix: string,
): Promise<{ userId: string; displayName: string; password: string }> {
    const displayName = `${prefix}-${randomBytes(4).toString("hex")}`;
    const userId = `@${displayName}:${serverName}`;
    const password = randomBytes(12).toString("base64url");
    const response = await fetch(`${adminUrl}/_synapse/admin/v2/users/${encodeURIComponent(userId)}`, {
        method: "PUT",
        headers: { authorization: `Bearer ${readFileSync(adminTokenFile, "utf8").trim()}` },
        body: JSON.stringify({ password, displayname: displayName }),
    });
    if (!response.ok) throw new Error(`the account was not made: ${response.status}`);
    return { userId, displayName, password };
}
