import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { CommunityTrustSnapshot } from "@valise/bridge";
import { type SignedBundleWire, type Signer, signBundle, thumbprintOf } from "@valise/clearance";
import { type KeyPurpose, readOfficerLimits } from "@valise/clearance/desk";
import type { ReadyAgency } from "@valise/homeserver";
import { makeDelegation } from "../commands/trust/certifyOfficer.ts";
import { writeSecretFile } from "../profile/secretFiles.ts";
import { type BundleDraft, buildBundle } from "../trust/buildBundle.ts";
import type { ClearanceTools } from "../trust/clearanceTools.ts";
import { deskFolder } from "../trust/Desk.ts";
import { createKeyFile, readKeyFile, unlockKey } from "../trust/keyFiles.ts";
import { showBundle } from "../trust/showBundle.ts";
import { readTextIfThere, writeTextFile } from "../trust/textFiles.ts";
import { openTrust, readBundleFile } from "../trust/trustFile.ts";
import { demoDeskDir, demoPassphraseFile, demoTrustDir } from "./demoFolder.ts";
import { demoAgencyUrn, demoGrant, demoListUri } from "./demoPeople.ts";

/** The demonstration's community, with everything signed that clients are configured with. */
export interface DemoCommunity {
    readonly trust: CommunityTrustSnapshot;
    readonly bundle: SignedBundleWire;
}

const DAY_S = 86_400;
const COMMUNITY = "urn:valise:community:demo";
const COMMUNITY_KEYS = ["community.key.json", "community2.key.json"];

/**
 * Makes what is missing: keys, the bundle (a new one when it changed or is about to end), each officer's delegation. All
 * keys lie under one passphrase in a file beside them: for a demonstration only, where one person plays every part.
 */
export async function ensureDemoCommunity(
    dataDir: string,
    agencies: readonly ReadyAgency[],
    tools: ClearanceTools,
): Promise<DemoCommunity> {
    const dir = demoTrustDir(dataDir);
    const passphraseFile = demoPassphraseFile(dataDir);
    for (const { id } of agencies) mkdirSync(join(dir, id), { recursive: true, mode: 0o700 });
    if (!existsSync(passphraseFile)) writeSecretFile(passphraseFile, `${randomBytes(24).toString("base64url")}\n`);
    const passphrase = readTextIfThere(passphraseFile)?.trim() ?? "";
    const ensureKey = async (path: string, purpose: KeyPurpose, name: string) => {
        if (!existsSync(path)) await createKeyFile({ path, purpose, name, passphrase }, tools);
    };
    await Promise.all([
        ...COMMUNITY_KEYS.map((name) => ensureKey(join(dir, name), "community", "demo")),
        ...agencies.flatMap(({ id, name }) =>
            (["root", "status", "officer"] as const).map((purpose) =>
                ensureKey(join(dir, id, `${purpose}.key.json`), purpose, name),
            ),
        ),
    ]);
    const bundle = await ensureBundle(dataDir, agencies, tools);
    const keys = COMMUNITY_KEYS.map((name) => readKeyFile(join(dir, name), "community").jwk);
    const thumbprints = await Promise.all(keys.map((jwk) => thumbprintOf(tools.crypto, jwk)));
    const { seq } = showBundle(bundle);
    const trust = { community: COMMUNITY, keys: thumbprints, threshold: COMMUNITY_KEYS.length, floorSeq: seq };
    await Promise.all(
        agencies.map(({ id, serverName }) => ensureDesk(dataDir, id, serverName, { trust, bundle }, tools)),
    );
    return { trust, bundle };
}

async function ensureBundle(
    dataDir: string,
    agencies: readonly ReadyAgency[],
    tools: ClearanceTools,
): Promise<SignedBundleWire> {
    const dir = demoTrustDir(dataDir);
    const file = join(dir, "bundle.json");
    const draft = draftOf(agencies);
    const keyOf = (path: string, purpose: "community" | "root" | "status") => readKeyFile(join(dir, path), purpose).jwk;
    const before = existsSync(file) ? readBundleFile(file) : undefined;
    const shown = before && showBundle(before);
    if (before !== undefined && shown !== undefined) {
        const issuedAtS = Date.parse(shown.issued) / 1000;
        const same = await buildBundle(draft, shown.seq, keyOf, { ...tools, nowS: () => issuedAtS });
        const isSame = Buffer.from(before.payload, "base64url").toString("utf8") === JSON.stringify(same);
        if (isSame && Date.parse(shown.expires) / 1000 > tools.nowS() + 30 * DAY_S) return before;
    }
    const wire = await buildBundle(draft, (shown?.seq ?? 0) + 1, keyOf, tools);
    const unlock = (name: string): Promise<Signer> =>
        unlockKey(join(dir, name), "community", demoPassphraseFile(dataDir), tools);
    const signed = await signBundle(wire, await Promise.all(COMMUNITY_KEYS.map(unlock)), tools.crypto);
    writeTextFile(file, `${JSON.stringify(signed)}\n`, 0o644);
    return signed;
}

function draftOf(agencies: readonly ReadyAgency[]): BundleDraft {
    return {
        ...{ community: COMMUNITY, communityKeys: COMMUNITY_KEYS, threshold: COMMUNITY_KEYS.length, days: 90 },
        agencies: agencies.map(({ id, name, serverName }) => ({
            ...{ id: demoAgencyUrn(id), name, servers: [serverName], rootDays: 3_650, crisis: true },
            ...{ rootKeys: [`${id}/root.key.json`], statusKeys: [`${id}/status.key.json`] },
            ...{ statusLists: [demoListUri(id)], maxLevels: [demoGrant.maxLevel] },
        })),
    };
}

/** The officer's folder as `valise officer --desk` reads it; a delegation that is about to end is made anew. */
async function ensureDesk(
    dataDir: string,
    id: string,
    serverName: string,
    { trust, bundle }: DemoCommunity,
    tools: ClearanceTools,
): Promise<void> {
    const folder = deskFolder(demoDeskDir(dataDir, id));
    writeTextFile(folder.trust, `${JSON.stringify(trust)}\n`, 0o644);
    writeTextFile(folder.bundle, `${JSON.stringify(bundle)}\n`, 0o644);
    const delegation = readTextIfThere(folder.delegation)?.trim();
    if (delegation !== undefined) {
        const { jwk } = readKeyFile(folder.officerKey, "officer");
        const signer = { jwk, sign: () => Promise.reject(new Error("not unlocked")) };
        const limits = await readOfficerLimits({ signer, delegation }, await openTrust(bundle, trust, tools));
        if (limits.ok && limits.value.expiresAtS > tools.nowS() + 100 * DAY_S) return;
    }
    const made = await makeDelegation(
        {
            ...{ rootKey: join(folder.dir, "root.key.json"), passphraseFile: demoPassphraseFile(dataDir) },
            ...{ officerKey: folder.officerKey, officer: `${id}-officer`, agency: demoAgencyUrn(id) },
            ...{ ...demoGrant, servers: [serverName], statusList: demoListUri(id), days: 360, maxDays: 90 },
        },
        tools,
    );
    writeTextFile(folder.delegation, `${made.delegation}\n`, 0o644);
}
