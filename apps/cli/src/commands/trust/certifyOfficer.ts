import { isClaimName, issueDelegation, pickStatusIndex } from "@valise/clearance";
import { badUsage } from "../../output/CommandFailure.ts";
import { levelRef } from "../../trust/buildBundle.ts";
import { type ClearanceTools, createClearanceTools } from "../../trust/clearanceTools.ts";
import { readKeyFile, unlockKey } from "../../trust/keyFiles.ts";
import { writeTextFile } from "../../trust/textFiles.ts";
import { foldRefusal } from "../../trust/trustFile.ts";
import type { Context } from "../Context.ts";

export interface CertifyOptions {
    readonly rootKey: string;
    readonly passphraseFile?: string;
    readonly officerKey: string;
    readonly officer: string;
    readonly agency: string;
    readonly maxLevel: string;
    readonly categories?: readonly string[];
    readonly roles?: readonly string[];
    readonly servers: readonly string[];
    readonly statusList: string;
    readonly days: number;
    readonly maxDays: number;
    readonly out: string;
}

const DAY_S = 86_400;

/** Certifies an officer's key with an agency's root: what the officer may attest, for whom, for how long. */
export async function certifyOfficer(context: Context, options: CertifyOptions): Promise<void> {
    const tools = await createClearanceTools(context.env);
    const { delegation, expiresAtS } = await makeDelegation(options, tools);
    writeTextFile(options.out, `${delegation}\n`, 0o644);
    const { officer, agency, out } = options;
    const until = new Date(expiresAtS * 1000).toISOString();
    context.output.data({ officer, agency, until, file: out }, `${officer}\t${until}\t${out}`);
}

/** The delegation as text. Its own status index is random, as every other. */
export async function makeDelegation(
    options: Omit<CertifyOptions, "out">,
    tools: ClearanceTools,
): Promise<{ readonly delegation: string; readonly expiresAtS: number }> {
    const { crypto, registry, random, nowS } = tools;
    const [pol, lvl] = levelRef(options.maxLevel, registry);
    const levels = registry.policyByUrn(pol)?.levels.map(({ id }) => id) ?? [];
    const claims = [...(options.categories ?? []).flatMap(categoryClaims), ...(options.roles ?? []).map(roleClaim)];
    const issuedAtS = nowS();
    const expiresAtS = issuedAtS + options.days * DAY_S;
    const officerKey = readKeyFile(options.officerKey, "officer").jwk;
    const root = await unlockKey(options.rootKey, "root", options.passphraseFile, tools);
    const grant = {
        ...{ pol: [pol] as const, maxLvl: levels.indexOf(lvl), claims, hs: options.servers },
        maxTtl: options.maxDays * DAY_S,
    };
    const status = { idx: pickStatusIndex(new Set(), random) ?? 0, uri: options.statusList };
    const { agency, officer } = options;
    const request = { agency, officer, officerKey, issuedAtS, expiresAtS, grant, status };
    const made = await issueDelegation(request, root, crypto);
    if (!made.ok) throw foldRefusal(made.error);
    return { delegation: made.value, expiresAtS };
}

/** `REL=FRA,DEU`, as claim names. */
function categoryClaims(text: string): string[] {
    const [set = "", values = ""] = text.split("=");
    const claims = values.split(",").map((value) => `cat:${set}.${value}`);
    if (!claims.every(isClaimName)) throw badUsage("usage.categories", { value: text });
    return claims;
}

function roleClaim(role: string): string {
    const claim = `role:${role}`;
    if (!isClaimName(claim)) throw badUsage("usage.role", { value: role });
    return claim;
}
