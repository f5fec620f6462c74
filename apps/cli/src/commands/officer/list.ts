import { type Holder, holdersOf, identityCode, type RegisterEntry, shownKeys } from "@valise/clearance/desk";
import { formatClearance, parseClaims } from "@valise/labels";
import { CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { type ClearanceTools, createClearanceTools } from "../../trust/clearanceTools.ts";
import { type DeskOptions, findDesk } from "../../trust/Desk.ts";
import { readRegisterFile } from "../../trust/registerFile.ts";
import type { Context } from "../Context.ts";
import { compareIdentities } from "./compareIdentities.ts";

export interface ListOptions extends DeskOptions {
    /** Seconds: only whose clearance ends sooner. */
    readonly ending?: number;
    readonly offline?: boolean;
}

/**
 * Holders by what ends first. With an account (`--as`) servers are asked whether an identity has changed, which raises the
 * alarm; without one, or `--offline`, the register alone is read: no key, no account, no network.
 */
export async function listHolders(context: Context, options: ListOptions): Promise<void> {
    const tools = await createClearanceTools(context.env);
    const stored = await readRegisterFile(findDesk(context, options).folder.register, tools);
    const isAsked = context.as !== undefined && options.offline !== true;
    const register = isAsked ? await compareIdentities(context, options, stored, tools) : stored;
    const nowS = tools.nowS();
    const endS = options.ending === undefined ? Number.POSITIVE_INFINITY : nowS + options.ending;
    const holders = holdersOf(register, nowS).filter(({ attestation }) => attestation.expiresAtS < endS);
    const shown = shownKeys(register);
    const listed = await Promise.all(holders.map((holder) => describeHolder(holder, shown.get(holder.userId), tools)));
    const plain = listed.map(({ userId, clearance, roles, until, status }) =>
        [userId, clearance ?? "-", roles.join(",") || "-", until, status].join("\t"),
    );
    context.output.data(listed, plain.join("\n"));
}

async function describeHolder(holder: Holder, shown: string | undefined, { registry, crypto }: ClearanceTools) {
    const { userId, attestation, status, changedAtS } = holder;
    const { pol, claims, expiresAtS, identity, idx, masterKey } = attestation;
    const clearance = parseClaims(pol, claims, registry);
    const isChanged = status === "identity-changed" && shown !== undefined;
    return {
        ...{ userId, status, identity, idx },
        clearance: clearance.ok ? formatClearance(clearance.value) : null,
        roles: claims.filter((claim) => claim.startsWith("role:")).map((claim) => claim.slice(5)),
        until: new Date(expiresAtS * 1000).toISOString(),
        changed: changedAtS === null ? null : new Date(changedAtS * 1000).toISOString(),
        attestedCode: await identityCode(userId, masterKey, crypto),
        shownCode: isChanged ? await identityCode(userId, shown, crypto) : null,
    };
}

export interface AuditOptions extends Pick<DeskOptions, "desk"> {
    /** A digest noted earlier: it must be in the chain, or lines were cut off. */
    readonly contains?: string;
}

/** Prints the register as it is, after checking its chain; the last line's digest is what to note elsewhere. */
export async function audit(context: Context, options: AuditOptions): Promise<void> {
    const tools = await createClearanceTools(context.env);
    const { register: path } = findDesk(context, options).folder;
    const { entries, digests } = await readRegisterFile(path, tools);
    if (options.contains !== undefined && !digests.includes(options.contains)) {
        throw new CommandFailure("register-cut", exitCodes.refused, "failure.registerCut", { path });
    }
    const head = digests.at(-1) ?? null;
    context.output.data({ head, entries }, [...entries.map(describeEntry), head ?? "-"].join("\n"));
}

function describeEntry({ seq, atS, by, event }: RegisterEntry): string {
    const whom = "userId" in event ? event.userId : event.audience;
    return [seq, new Date(atS * 1000).toISOString(), by, event.kind, whom].join("\t");
}
