import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestStack, TestUser } from "@valise/homeserver";
import { buildCommunity, type PublishedCommunity, publishCommunity, type TestCommunity } from "@valise/testkit";

/** A community whose trust rooms stand on the stack's servers, made by each server's `notary`; clients are configured with it. */
export async function trustStack(
    stack: TestStack,
    ids: readonly string[],
    officers: Readonly<Record<string, readonly string[]>> = {},
): Promise<PublishedCommunity> {
    const community = await buildCommunity(Math.floor(Date.now() / 1000));
    const servers = await Promise.all(
        ids.map(async (id) => ({ id, ...(await plainLogin(stack.user(`@notary:${id}.example`))) })),
    );
    const published = await publishCommunity(community, servers);
    const agencies = Object.fromEntries(ids.map((id) => [id, published.configured(id).agency.trust]));
    stack.setTrust({
        community: community.trust as never,
        agencies: Object.fromEntries(
            Object.entries(agencies).map(([id, trust]) => [id, { ...trust, officers: [...(officers[id] ?? [])] }]),
        ),
    });
    return published;
}

/** The clearance of a person who has an identity, as a file that `valise clearance install` takes. */
export async function clearanceFile(
    stack: TestStack,
    community: TestCommunity,
    user: TestUser,
    roles: readonly string[],
): Promise<string> {
    const { userId } = user;
    const notary = stack.user(`@notary:${userId.slice(userId.indexOf(":") + 1)}`);
    const { clientUrl, token } = await plainLogin(notary);
    const answer = await request(clientUrl, "POST", "keys/query", { device_keys: { [userId]: [] } }, token);
    const masters = answer.master_keys as Record<string, { keys: Record<string, string> }>;
    const masterKey = Object.values(masters[userId]?.keys ?? {})[0] ?? "";
    const path = join(stack.dataDir, `${userId.slice(1).replace(":", "-")}.clearance`);
    writeFileSync(path, (await community.attest({ userId, masterKey, roles })).text);
    return path;
}

/** An officer's folder of this agency; answers the options that open it. */
export async function writeDesk(stack: TestStack, community: TestCommunity, agencyId: string): Promise<string[]> {
    const passphrase = "correct horse battery staple";
    const { keyFile, delegation } = await community.officerFiles(agencyId, passphrase);
    const dir = join(stack.dataDir, `desk-${agencyId}`);
    mkdirSync(dir, { mode: 0o700 });
    const bundle = JSON.stringify(await community.bundle());
    const files = { "officer.key.json": keyFile, "delegation.jwt": delegation, "bundle.json": bundle };
    for (const [name, text] of Object.entries({ ...files, "trust.json": JSON.stringify(community.trust) }))
        writeFileSync(join(dir, name), text, { mode: 0o600 });
    writeFileSync(join(dir, "passphrase"), passphrase, { mode: 0o600 });
    return ["--desk", dir, "--passphrase-file", join(dir, "passphrase")];
}

async function plainLogin({ clientUrl, userId, password }: TestUser) {
    const body = { type: "m.login.password", identifier: { type: "m.id.user", user: userId }, password };
    const { access_token } = await request(clientUrl, "POST", "login", body);
    return { clientUrl, token: String(access_token) };
}

async function request(clientUrl: string, method: string, path: string, body: object, token?: string) {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const address = `${clientUrl.replace(/\/$/, "")}/_matrix/client/v3/${path}`;
    const response = await fetch(address, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
}
