import { registryPolicies } from "@valise/clearance";
import { createShippedRegistry } from "@valise/labels";
import { fakeManifestFiles } from "@valise/testkit/provisioning";
import { type Desired, type HandMadeRoom, loadManifest, type ManifestRefusal, resolveManifest } from "../src/index.ts";

export const registry = createShippedRegistry();
export const policies = registryPolicies(registry);

/** Three agencies, twelve people, a space each, rooms of every kind. */
export const smallManifest = `valise: 1
revision: 7
community: crisis
agencies:
  mfa: { name: Foreign Ministry, server: mfa.example, ceiling: FR/S }
  mod: { name: Ministry of Defence, server: mod.example, ceiling: FR/S }
  intel: { name: Intelligence Service, server: intel.example, ceiling: FR/TS }
federation:
  allow: [mfa.example, mod.example, intel.example]
defaults: { retention: 1y, grace: 24h }
groups:
  east-desk: { agency: mfa, members: [claire, idris] }
  watch: { agency: mfa, members: [nadia] }
duties:
  mfa:
    operations: { title: "Duty officer, MFA Operations", holders: ["group:watch"], deputies: [claire] }
  mod:
    naval-cell: { title: Naval cell, holders: [paul] }
accounts:
  - { agency: mfa, csv: mfa.csv }
  - { agency: mod, user: paul, name: Paul Estève, clearance: FR/S }
  - { agency: mod, user: lena, name: Lena Brandt }
  - { agency: mod, user: jonas, name: Jonas Richter }
  - { agency: mod, user: samir, name: Samir Koch }
  - { agency: intel, scim: intel.json }
spaces:
  mfa: { agency: mfa, name: Foreign Ministry, members: ["agency:mfa"] }
  mod: { agency: mod, name: Defence, members: ["agency:mod"] }
  intel: { agency: intel, name: Service, members: ["agency:intel"] }
rooms:
  lunch: { agency: mfa, space: mfa, name: Lunch, members: ["agency:mfa"], retention: 7d }
  east-desk:
    agency: mfa
    space: mfa
    name: Consular desk, East
    charter: { label: "FR/DR REL=FRA,DEU", ceiling: FR/S, admission: cleared, agencies: [mfa, mod] }
    members: ["group:east-desk", "duty:mod/naval-cell"]
    moderators: [claire]
  need-to-know:
    agency: mod
    name: Port liaison
    charter: { label: FR/S, agencies: [mod, intel], retention: 10y, cells: { mod: [NAVAL] } }
    members: [paul, "@marta:intel.example"]
  intel-desk: { agency: intel, space: intel, name: Desk, members: [marta, hugo] }
channels:
  flash:
    agency: mfa
    space: mfa
    name: Flash
    charter: { label: FR/DR, admission: cleared, agencies: [mfa, mod, intel] }
    members: ["agency:mfa", "agency:mod"]
    broadcasters: [nadia]
templates:
  evacuation:
    agency: mfa
    title: Evacuation of nationals
    label: FR/DR
    agencies: [mfa, mod]
    roles: [duty:mfa/operations, duty:mod/naval-cell]
    checklist: [{ text: Call the embassy, owner: "duty:mfa/operations", within: 10min }]
    sitrepEvery: 2h
`;

export const smallFiles: Readonly<Record<string, string>> = {
    "valise.yaml": smallManifest,
    "mfa.csv": `user,name,groups,clearance,expires
claire,Claire Morvan,east-desk,FR/S,
idris,Idris Benali,,FR/DR,2027-06-30
nadia,"Roche, Nadia",watch,FR/S,
thomas,Thomas Aubry,,,
`,
    "intel.json": JSON.stringify({
        schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        Resources: ["marta", "ana", "hugo"]
            .map((userName) => ({ userName, displayName: userName, active: true }))
            .concat([{ userName: "watch3", displayName: "Watch officer 3", active: false }]),
    }),
};

/** The small manifest with files replaced, read and resolved. */
export async function resolveFiles(
    files: Readonly<Record<string, string>> = {},
): Promise<{ ok: true; value: Desired } | { ok: false; error: readonly ManifestRefusal[] }> {
    const loaded = await loadManifest(fakeManifestFiles({ ...smallFiles, ...files }), "valise.yaml", "passed-over");
    return loaded.ok ? resolveManifest(loaded.value, registry) : loaded;
}

/** The small manifest with one text replaced by another; fails when it is not there. */
export function edited(from: string, to: string): Readonly<Record<string, string>> {
    if (!smallManifest.includes(from)) throw new Error(`not in the manifest: ${from}`);
    return { "valise.yaml": smallManifest.replace(from, to) };
}

/** Of a room that somebody made by hand and left open. */
export const looseSettings: HandMadeRoom["settings"] = {
    ...{ name: null, join: { kind: "public" }, history: "shared", guests: true, encryption: null, servers: null },
    power: {
        ...{ users: {}, events: {}, usersDefault: 0, eventsDefault: 0, stateDefault: 50 },
        ...{ invite: 0, kick: 50, ban: 50, redact: 50 },
    },
    ...{ policy: null, maxAgeS: 86_400 },
};
