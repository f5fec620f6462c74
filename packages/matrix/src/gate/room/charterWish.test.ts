import type { TrustBundle } from "@valise/clearance";
import { createShippedRegistry, parseLabel } from "@valise/labels";
import { expect, it } from "vitest";
import { charterWish } from "./charterWish.ts";
import type { EmergencyWish } from "./Openings.ts";

const [mfa, mod, intel, police] = ["mfa", "mod", "intel", "police"].map((id) => `urn:valise:agency:${id}`) as [
    ...[string, string, string, string],
];
const registry = createShippedRegistry();
const bundle = { agencies: new Map(), crisis: new Set([intel, police]) } as unknown as TrustBundle;

it("lets an emergency room's owner, its lead and the community's crisis authorities among its agencies sign, and nobody else", () => {
    const label = parseLabel("FR/DR", registry);
    if (!label.ok) throw new Error("no label");
    const choice = { roomId: "!r", label: label.value, owner: mfa, agencies: [mod, intel], admission: null, cells: {} };
    expect(charterWish(choice, bundle, registry).gate.admit).toEqual([mfa]);
    const emergency = { lead: mod, exercise: false, retention: { maxAgeS: null, hold: true } } as EmergencyWish;
    expect(charterWish({ ...choice, emergency }, bundle, registry).gate.admit).toEqual([mfa, mod, intel]);
});
