import type { AgencyTrustSnapshot, CommunityTrustSnapshot, Engine } from "@valise/bridge";
import type { StatusRef } from "@valise/clearance";
import type { AttestationWish, TestCommunity } from "./TestCommunity.ts";

/** A homeserver of a test stack, and someone on it who may make the trust room. */
export interface TrustServer {
    /** `mfa`. */
    readonly id: string;
    readonly clientUrl: string;
    readonly token: string;
}

export interface PublishedCommunity {
    readonly community: TestCommunity;
    /** What `signUp` and `signIn` of `@valise/matrix/testing` take beside the person: the managed configuration. */
    configured(
        agencyId: string,
        officers?: readonly string[],
    ): { readonly agency: { readonly trust: AgencyTrustSnapshot }; readonly trust: CommunityTrustSnapshot };
    roomIdOf(agencyId: string): string;
    /** Puts a bundle into every trust room. */
    publishBundle(bundle: object): Promise<void>;
    /** Puts a list into every trust room, as the agencies' publishers do, or only into that of `at`. */
    publishList(agencyId: string, token: string, at?: string): Promise<void>;
}

/** One trust room on each server, by plain HTTP, with the bundle and a fresh list of every agency that has a server. */
export async function publishCommunity(
    community: TestCommunity,
    servers: readonly TrustServer[],
): Promise<PublishedCommunity> {
    const rooms = new Map<string, string>();
    const put = async (type: string, stateKey: string, content: object, at?: string) => {
        for (const server of servers.filter(({ id }) => at === undefined || at === id)) {
            const path = [rooms.get(server.id) ?? "", "state", type, stateKey].map(encodeURIComponent).join("/");
            await request(server, "PUT", `/_matrix/client/v3/rooms/${path}`, content);
        }
    };
    for (const server of servers) {
        const created = await request(server, "POST", "/_matrix/client/v3/createRoom", { preset: "public_chat" });
        rooms.set(server.id, String(created.room_id));
    }
    const published: PublishedCommunity = {
        community,
        configured(agencyId, officers = []) {
            const agencyUrn = community.agency(agencyId).urn;
            return {
                agency: { trust: { roomId: published.roomIdOf(agencyId), agencyUrn, officers } },
                trust: community.trust,
            };
        },
        roomIdOf(agencyId) {
            const roomId = rooms.get(agencyId);
            if (roomId === undefined) throw new Error(`no trust room of ${agencyId}`);
            return roomId;
        },
        publishBundle: (bundle) => put("org.valise.trust.bundle", "", bundle),
        publishList: (agencyId, token, at) =>
            put("org.valise.trust.status", community.agency(agencyId).statusUri, { token }, at),
    };
    await published.publishBundle(await community.bundle());
    for (const { id } of servers) await published.publishList(id, await community.list(id));
    return published;
}

/**
 * Has the person of this engine cleared, as an officer would, and installs it. Waits for nothing: the engine has its bundle
 * and identity by then.
 */
export async function clearPerson(
    engine: Engine,
    community: TestCommunity,
    wish: Omit<AttestationWish, "masterKey">,
): Promise<StatusRef> {
    const userIds = [wish.userId] as never;
    const identities = await engine.commands.readIdentities({ userIds });
    const masterKey = identities.ok ? identities.value[0]?.masterKey : undefined;
    if (!masterKey) throw new Error(`${wish.userId} has no identity`);
    const { text, status } = await community.attest({ ...wish, masterKey });
    const installed = await engine.commands.installClearance({ text });
    if (!installed.ok) throw new Error(`refused: ${JSON.stringify(installed.error)}`);
    return status;
}

async function request(
    { clientUrl, token }: TrustServer,
    method: string,
    path: string,
    body: object,
): Promise<Record<string, unknown>> {
    const response = await fetch(`${clientUrl.replace(/\/$/, "")}${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
}
