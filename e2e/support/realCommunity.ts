import type { Engine } from "@valise/bridge";
import type { BundleWire, StatusRef } from "@valise/clearance";
import { must, type SignInOptions, type TestPerson, until } from "@valise/matrix/testing";
import { buildCommunity, type TestCommunity } from "@valise/testkit";
import { type MatrixHttp, signInPlain } from "../interop/matrixHttp.ts";

/** A community whose trust rooms stand on real homeservers; `notary` is an account at each of them that writes them. */
export interface RealCommunity {
    readonly community: TestCommunity;
    /** The managed configuration of this person. */
    configOf(userId: string): SignInOptions;
    /** Attests somebody by the identity the servers show, and installs it. The engine holds it when this resolves. */
    clear(engine: Engine, userId: string, wish?: Clearing): Promise<StatusRef>;
    /** A clearance by the identity the servers show, as an officer hands it over. */
    attest(userId: string): Promise<string>;
    /** A new status list of an agency, in every trust room. */
    publish(agencyId: string, wish: ListWish): Promise<void>;
    /** The community's next bundle, in every trust room: these agencies' crisis authorities may call people in. */
    authorise(agencyIds: readonly string[]): Promise<void>;
    /** The community's next bundle, in every trust room: one policy with other rules. */
    rule(policy: string, rules: PolicyRules): Promise<void>;
}

type AttestationWish = Parameters<TestCommunity["attest"]>[0];
type ListWish = NonNullable<Parameters<TestCommunity["list"]>[1]>;
type PolicyRules = Pick<BundleWire["policies"][string], "deviceOnly" | "preApproved">;
type Clearing = Omit<AttestationWish, "userId" | "masterKey">;

/** Where the accounts stand: a test stack, or what a benchmark made for itself. */
interface Accounts {
    user(userId: string): TestPerson;
}

export async function startCommunity(stack: Accounts, ids: readonly string[]): Promise<RealCommunity> {
    const community = await buildCommunity(Math.floor(Date.now() / 1000));
    const bundle = await community.bundle();
    const lists = await Promise.all(
        community.agencies.map(async ({ id, statusUri }) => [statusUri, await community.list(id)] as const),
    );
    const rooms = new Map<string, { http: MatrixHttp; roomId: string }>();
    await Promise.all(
        ids.map(async (id) => {
            const { clientUrl, userId, password } = stack.user(`@notary:${id}.example`);
            const http = await signInPlain(clientUrl, userId, password);
            const state = (type: string, key: string, content: object) => ({ type, state_key: key, content });
            const made = await http.call("POST", "/createRoom", {
                preset: "public_chat",
                room_version: "12",
                initial_state: [
                    state("org.valise.trust.bundle", "", bundle),
                    ...lists.map(([uri, token]) => state("org.valise.trust.status", uri, { token })),
                ],
            });
            rooms.set(id, { http, roomId: String(made.room_id) });
        }),
    );
    const agencyOf = (userId: string) => /:(?<id>[a-z]+)\./.exec(userId)?.groups?.id ?? "";
    const roomOf = (id: string) => {
        const room = rooms.get(id);
        if (room === undefined) throw new Error(`no trust room at ${id}`);
        return room;
    };
    const putEverywhere = async (kind: "bundle" | "status", key: string, content: object) => {
        for (const { http, roomId } of rooms.values()) {
            const state = `/rooms/${encodeURIComponent(roomId)}/state/org.valise.trust.${kind}`;
            await http.call("PUT", `${state}/${encodeURIComponent(key)}`, content);
        }
    };
    const masterKeyOf = async (userId: string): Promise<string> => {
        const { http } = roomOf(agencyOf(userId));
        const answer = await http.call("POST", "/keys/query", { device_keys: { [userId]: [] } });
        const masters = answer.master_keys as Record<string, { keys: Record<string, string> }>;
        return Object.values(masters[userId]?.keys ?? {})[0] ?? "";
    };
    return {
        community,
        configOf(userId) {
            const id = agencyOf(userId);
            const trust = { roomId: roomOf(id).roomId, agencyUrn: community.agency(id).urn, officers: [] };
            return { trust: community.trust, agency: { trust } };
        },
        async clear(engine, userId, wish = {}) {
            await until(
                engine,
                { topic: "clearance" },
                ({ trust }) => trust.state === "ok" && trust.lists.length === 3,
            );
            const { text, status } = await community.attest({ ...wish, userId, masterKey: await masterKeyOf(userId) });
            must(await engine.commands.installClearance({ text }));
            await until(engine, { topic: "clearance" }, (held) => held.state === "held");
            return status;
        },
        attest: async (userId) => (await community.attest({ userId, masterKey: await masterKeyOf(userId) })).text,
        async publish(agencyId, wish) {
            const token = await community.list(agencyId, wish);
            await putEverywhere("status", community.agency(agencyId).statusUri, { token });
        },
        async authorise(agencyIds) {
            const { seq } = await community.bundleWire();
            const crisis = agencyIds.map((id) => community.agency(id).urn);
            await putEverywhere("bundle", "", await community.bundle({ seq: seq + 1, crisis }));
        },
        async rule(policy, rules) {
            const { seq, policies } = await community.bundleWire();
            const urn = community.registry.policy(policy)?.urn ?? "";
            const before = policies[urn];
            if (before === undefined) throw new Error(`no policy ${policy}`);
            const ruled = { ...policies, [urn]: { ...before, ...rules } };
            await putEverywhere("bundle", "", await community.bundle({ seq: seq + 1, policies: ruled }));
        },
    };
}
