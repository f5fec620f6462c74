import { systemClock, unwrap } from "@valise/base";
import { draftStatement, registryPolicies } from "@valise/clearance";
import type { SignatureFile } from "@valise/clearance/desk";
import type { TestStack } from "@valise/homeserver";
import { createShippedRegistry } from "@valise/labels";
import {
    type AgencyServer,
    type ApplyInput,
    applyManifest,
    type Desired,
    type Drift,
    draftKeep,
    loadManifest,
    noSignatures,
    type ObservedServer,
    observeAll,
    planChanges,
    resolveManifest,
} from "@valise/provisioning";
import { fakeManifestFiles } from "@valise/testkit/provisioning";
import type { FetchLike } from "../../src/http/createMatrixHttp.ts";
import { createAgencyServer } from "../../src/provisioning/index.ts";

const registry = createShippedRegistry();
const policies = registryPolicies(registry);
export const agencies = ["mfa", "mod", "intel"] as const;
export const noOptions = { allowDestroy: false, targets: [], readmit: [] } as const;

/** Three agencies, twelve people, eight rooms and a trust room. `name` sets one manifest's objects apart from another's on the same servers. */
export const threeAgencies = (name: string, count = 4): string => `valise: 1
revision: 1
community: ${name}
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
  mod: { name: Defence, server: mod.example, ceiling: FR/S }
  intel: { name: Service, server: intel.example, ceiling: FR/S }
groups:
  ${name}-desk: { agency: mfa, members: [${name}-m1] }
accounts:
${people(name, count)}
spaces:
  mfa: { agency: mfa, name: Foreign Ministry, members: ["agency:mfa"] }
  mod: { agency: mod, name: Defence, members: ["agency:mod"] }
  intel: { agency: intel, name: Service, members: ["agency:intel"] }
rooms:
  lunch: { agency: mfa, space: mfa, name: Lunch, members: ["agency:mfa"], retention: 7d }
  shared: { agency: mod, space: mod, name: Shared, members: ["agency:mod", "@${name}-m1:mfa.example"] }
  cleared:
    agency: mfa
    name: Cleared
    charter: { label: "FR/DR REL=FRA,DEU", admission: cleared, agencies: [mfa, mod] }
    members: ["group:${name}-desk"]
  roster:
    agency: intel
    name: Roster
    charter: { label: FR/S, agencies: [intel] }
channels:
  flash:
    agency: mfa
    name: Flash
    charter: { label: FR/DR, admission: cleared, agencies: [mfa, mod, intel] }
    members: ["agency:intel"]
trust:
  mfa: { publisher: ${name}-m1 }
`;

function people(name: string, count: number): string {
    const of = ["mfa m", "mod d", "intel i"].map((pair) => pair.split(" "));
    return of
        .flatMap(([id, letter]) =>
            Array.from({ length: count }, (_, at) => at + 1).map(
                (n) => `  - { agency: ${id}, user: ${name}-${letter}${n}, name: Person ${n} }`,
            ),
        )
        .join("\n");
}

export async function resolve(text: string): Promise<Desired> {
    const loaded = unwrap(await loadManifest(fakeManifestFiles({ "valise.yaml": text }), "valise.yaml", "passed-over"));
    return unwrap(resolveManifest(loaded, registry));
}

/** A manifest that says what was done by hand to `rooms/lunch`, one change after another, and how each came to be said. */
export async function keepAll(
    text: string,
    drift: readonly Drift[],
    names: readonly string[],
): Promise<{ readonly text: string; readonly kinds: readonly string[] }> {
    const kinds: string[] = [];
    let said = text;
    for (const name of names) {
        const found = drift.find((each) => each.key === "rooms/lunch" && each.name === name);
        if (found === undefined) throw new Error(name);
        const files = fakeManifestFiles({ "valise.yaml": said });
        const loaded = unwrap(await loadManifest(files, "valise.yaml", "passed-over"));
        const keep = unwrap(await draftKeep(loaded, found, files));
        kinds.push(keep.kind);
        if (keep.kind === "edit") said = keep.text;
    }
    return { text: said, kinds };
}

/** Officers who sign whatever they are asked; who may sign is for the readers of statements to judge. */
export const signAll = (file: SignatureFile): SignatureFile => ({
    ...file,
    signed: file.requests.map(({ kind, payload, signers }) => ({
        ...draftStatement(kind, { ...payload, iat: Math.floor(Date.now() / 1000) }),
        by: Array.from({ length: signers }, (_, at) => `presentation-${at}`),
    })),
});

export type Servers = ReadonlyMap<string, AgencyServer>;

/** Managed for one community: `name` as in {@link threeAgencies}. */
export const serversOf = (stack: TestStack, community: string, fetchAs: FetchLike = fetch): Servers =>
    new Map(
        agencies.map((id) => {
            const { adminUrl, serverName } = stack.agency(id);
            const parts = {
                adminUrl,
                serverName,
                community,
                adminToken: stack.adminToken(id),
                fetch: fetchAs,
                clock: systemClock,
            };
            return [id as string, createAgencyServer(parts)];
        }),
    );

type Attempt = Partial<ApplyInput> & { readonly breakLock?: boolean };

export const apply = (servers: Servers, desired: Desired, { breakLock = false, ...input }: Attempt = {}) =>
    applyManifest({
        desired,
        digest: "digest",
        servers,
        options: noOptions,
        policies,
        signatures: noSignatures,
        claimant: { process: "this", isGone: () => false, breakLock },
        clock: systemClock,
        onProgress: () => {},
        ...input,
    });

export async function applySigned(servers: Servers, desired: Desired, input: Attempt = {}) {
    const first = unwrap(await apply(servers, desired, input));
    if (first.signatures.requests.length === 0) return first;
    return unwrap(await apply(servers, desired, { ...input, signatures: signAll(first.signatures) }));
}

export async function plan(servers: Servers, desired: Desired) {
    return planChanges(desired, unwrap(await observeAll(desired, servers)), noOptions, policies);
}

/** What the servers have of one manifest, under its own names: two ways to one end give one value. */
export async function dump(servers: Servers, desired: Desired, name: string): Promise<unknown> {
    const observed = unwrap(await observeAll(desired, servers));
    const { rooms } = unwrap(await apply(servers, desired));
    const keys = new Map(rooms.map(({ key, roomId }) => [roomId, key]));
    const text = JSON.stringify(observed.map((server) => dumpServer(server, keys, name)));
    return JSON.parse(text.replaceAll(name, "NAME"));
}

/** Without ids, and without who did what when. */
function dumpServer(server: ObservedServer, keys: ReadonlyMap<string, string>, name: string) {
    const keyOf = (roomId: string) => keys.get(roomId) ?? "a room that is not wished";
    return {
        agency: server.agency,
        accounts: server.accounts
            .filter(({ userId }) => userId.startsWith(`@${name}-`))
            .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
        rooms: server.rooms
            .map(({ mark: _mark, changes: _when, roomId, charter, settings, ...room }) => ({
                ...room,
                key: keyOf(roomId),
                members: Object.entries(room.members).sort(),
                children: room.children.map(keyOf).sort(),
                hasCharter: charter !== null,
                settings: {
                    ...settings,
                    power: sortMembers(settings.power),
                    join: settings.join.kind === "spaces" ? settings.join.spaces.map(keyOf).sort() : settings.join,
                },
            }))
            .sort((a, b) => (a.key < b.key ? -1 : 1)),
        register: Object.entries(server.register)
            .filter(([key]) => key.includes(`${name}-`))
            .map(([key, value]) => [key, sortMembers(value)])
            .sort(),
    };
}

function sortMembers(value: object): object {
    return Object.fromEntries(
        Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, member]) => [
                key,
                typeof member === "object" && member !== null && !Array.isArray(member) ? sortMembers(member) : member,
            ]),
    );
}

/** Who can be in which room: `rooms/lunch @anna:mfa.example`. */
export async function accessNow(servers: Servers, desired: Desired): Promise<ReadonlySet<string>> {
    const observed = unwrap(await observeAll(desired, servers));
    return new Set(
        observed.flatMap((server) =>
            server.rooms.flatMap(({ mark, members }) =>
                Object.keys(members)
                    .filter((user) => members[user] !== "ban")
                    .map((user) => `${mark} ${user}`),
            ),
        ),
    );
}
