import { unwrap } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import {
    addHomeserver,
    createFakeAgencyServer,
    createFakeWorld,
    fakeManifestFiles,
} from "@valise/testkit/provisioning";
import { expect, it } from "vitest";
import { noOptions } from "../../test/applyWorld.ts";
import { policies, registry } from "../../test/manifests.ts";
import { applyManifest } from "../apply/applyManifest.ts";
import { observeAll } from "../apply/observeAll.ts";
import { resolveManifest } from "../desired/resolveManifest.ts";
import { loadManifest } from "../manifest/loadManifest.ts";
import { noSignatures } from "../signatures/draftRequests.ts";
import { hasChanges } from "./Plan.ts";
import { planChanges } from "./planChanges.ts";

const ids = Array.from({ length: 20 }, (_, at) => `ag${at}`);
const manifest = `valise: 1
community: big
agencies:
${ids.map((id) => `  ${id}: { name: ${id}, server: ${id}.example, ceiling: FR/S }`).join("\n")}
accounts:
${ids.map((id) => `  - { agency: ${id}, csv: ${id}.csv }`).join("\n")}
groups:
${ids.map((id) => `  ${id}-all: { agency: ${id}, members: [] }`).join("\n")}
spaces:
${ids.map((id) => `  ${id}: { agency: ${id}, name: ${id}, members: ["agency:${id}"] }`).join("\n")}
rooms:
${Array.from({ length: 300 }, (_, at) => `  r${at}: { agency: ag${at % 20}, name: Room ${at}, members: ["group:ag${at % 20}-all", "group:ag${(at + 1) % 20}-all"] }`).join("\n")}
`;
const files = Object.fromEntries(
    ids.map((id) => {
        const rows = Array.from({ length: 250 }, (_, at) => `${id}-p${at},Person ${at},${at < 25 ? `${id}-all` : ""}`);
        return [`${id}.csv`, `user,name,groups\n${rows.join("\n")}\n`];
    }),
);

it("5,000 accounts, 300 rooms and 20 agencies: planned, applied, and then nothing left (G14)", async () => {
    const world = createFakeWorld();
    for (const id of ids) addHomeserver(world, `${id}.example`);
    const servers = new Map(ids.map((id) => [id, createFakeAgencyServer(world, `${id}.example`)]));
    const loaded = unwrap(
        await loadManifest(fakeManifestFiles({ "valise.yaml": manifest, ...files }), "valise.yaml", "passed-over"),
    );
    const desired = unwrap(resolveManifest(loaded, registry));
    const observed = unwrap(await observeAll(desired, servers));
    const plan = planChanges(desired, observed, noOptions, policies);
    expect(plan.create.length).toBeGreaterThan(5300);
    unwrap(
        await applyManifest({
            ...{ desired, digest: "d", servers, options: noOptions, policies, signatures: noSignatures },
            claimant: { process: "p", isGone: () => false, breakLock: false },
            clock: createFakeClock(),
            onProgress: () => {},
        }),
    );
    const after = planChanges(desired, unwrap(await observeAll(desired, servers)), noOptions, policies);
    expect(hasChanges(after)).toBe(false);
}, 60_000);
