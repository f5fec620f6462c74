import { sortedUnique } from "./compare.ts";
import { type DesiredRoom, STEWARD } from "./Desired.ts";
import type { Scope } from "./scope.ts";
import { wire } from "./wire.ts";

/**
 * Each agency's trust room (protocol 4): on its own server, every account of the agency in it, the partners' publishers
 * beside its own, so that one agency's list reaches the clients of all. Only publishers and officers write.
 */
export function resolveTrustRooms(scope: Scope): readonly DesiredRoom[] {
    const { manifest } = scope.loaded;
    const known = Object.keys(manifest.trust).filter((agency) => manifest.agencies[agency] !== undefined);
    for (const agency of Object.keys(manifest.trust))
        if (!known.includes(agency))
            scope.refuse({ ...at(scope, agency), rule: "unknown-reference", detail: `agencies.${agency}` });
    const publisherOf = (agency: string) =>
        scope.people.resolve([manifest.trust[agency]?.publisher ?? ""], agency, ["trust", agency, "publisher"]);
    return known.map((agency) => {
        const partners = known.filter((other) => other !== agency);
        checkPartners(scope, agency, partners);
        const [own, others] = [publisherOf(agency), partners.flatMap(publisherOf)];
        const officers = scope.people.resolve(manifest.trust[agency]?.officers ?? [], agency, [
            "trust",
            agency,
            "officers",
        ]);
        const everybody = scope.people.resolve([`agency:${agency}`], agency, ["trust", agency]);
        const serverOf = (id: string) => manifest.agencies[id]?.server ?? "";
        const title = `Trust · ${manifest.agencies[agency]?.name ?? agency}`;
        return {
            ...{ key: `trust/${agency}`, kind: "trust", agency, title, space: null, isOpenToSpaces: false },
            members: sortedUnique([...own, ...others, ...officers, ...everybody]),
            stewards: [`@${STEWARD}:${serverOf(agency)}`],
            settings: {
                ...{ name: title, join: { kind: "invite" }, history: "joined", guests: false, encryption: null },
                power: trustPower(own, others, officers),
                servers: sortedUnique(known.map(serverOf)),
                policy: null,
                maxAgeS: null,
            },
            ...{ charter: null, label: null, adopts: null },
        };
    });
}

const at = ({ loaded }: Scope, agency: string) => loaded.locate(["trust", agency]);

function checkPartners(scope: Scope, agency: string, partners: readonly string[]): void {
    const { manifest } = scope.loaded;
    for (const id of partners) {
        const server = manifest.agencies[id]?.server ?? "";
        if (manifest.federation?.allow.includes(server) === false)
            scope.refuse({ ...at(scope, agency), rule: "partner-not-in-allow-list", detail: server });
    }
}

/** Bundles from the agency's own publisher, lists from every publisher, acts from its officers. What counts is signed. */
function trustPower(
    own: readonly string[],
    others: readonly string[],
    officers: readonly string[],
): DesiredRoom["settings"]["power"] {
    const named = (users: readonly string[], level: number) => users.map((user) => [user, level] as const);
    return {
        users: Object.fromEntries([...named(officers, 25), ...named(others, 50), ...named(own, 100)]),
        events: { [wire.trustBundle]: 100, [wire.trustStatus]: 50, [wire.trustActs]: 25 },
        ...{ usersDefault: 0, eventsDefault: 100, stateDefault: 100, invite: 50, kick: 100, ban: 100, redact: 100 },
    };
}
