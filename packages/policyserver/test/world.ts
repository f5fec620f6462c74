import { type CharterWire, formatGate, type Gate, type StatementWire } from "@valise/clearance";
import { buildCommunity } from "@valise/testkit";
import type { PolicyTrust } from "../src/judgeEvent.ts";

export type Community = Awaited<ReturnType<typeof buildCommunity>>;
export const ANNA = "@anna:mfa.example";
export const CARL = "@carl:mfa.example";
export const BOB = "@bob:mod.example";

/** A community, what a policy server knows of it, and charters of one of its rooms. */
export async function policyWorld(room: string, nowS: number) {
    const community = await buildCommunity(nowS);
    const [anna, carl] = await Promise.all([
        community.holder(ANNA, { roles: ["CHARTER", "RELEASE"] }),
        community.holder(CARL, { roles: ["RELEASE"] }),
    ]);
    const { bundle, policies } = await community.context();
    const trust: PolicyTrust = { policies, serversOf: (agency) => bundle.agencies.get(agency)?.hs };
    const gateOf = (changes: Partial<Gate>): Gate => ({
        ...{ room, epoch: 1, iat: nowS, pol: community.registry.policy("FR")?.urn ?? "", lvl: "DR", cat: {} },
        ...{ ceiling: "S", admission: "roster", agencies: [community.agency("mfa").urn] },
        ...{ admit: [community.agency("mfa").urn], present: { history: false } },
        ...changes,
    });
    return {
        community,
        trust,
        charter(
            seq: number,
            { gate = {}, ...changes }: Partial<Omit<CharterWire, "gate">> & { readonly gate?: Partial<Gate> } = {},
            signers: 1 | 2 = 1,
        ): Promise<StatementWire> {
            const { urn } = community.agency("mfa");
            const prev = seq === 1 ? [] : ["p".repeat(43)];
            const payload: CharterWire = {
                ...{ room, seq, prev, iat: nowS, gate: formatGate(gateOf(gate)), owner: urn, phase: "open" },
                ...{ exercise: false, retention: { maxAgeS: null, hold: false }, graceS: 0, cells: {} },
                ...{ lowerBy: [urn], ...changes },
            };
            const by = [
                { holder: anna, roles: ["CHARTER", "RELEASE"] },
                { holder: carl, roles: ["RELEASE"] },
            ];
            return community.statement("charter", payload, room, by.slice(0, signers));
        },
        admission(add: readonly string[], changes: object = {}): Promise<StatementWire> {
            const mxk = "A".repeat(43);
            const floor = { seq: 1, digest: "d".repeat(43) };
            const people = add.map((sub) => ({ sub, mxk }));
            const payload = { room, epoch: 1, iat: nowS, add: people, remove: [], floor, ...changes };
            return community.statement("admission", payload, room, [{ holder: anna, roles: ["CHARTER"] }]);
        },
    };
}
