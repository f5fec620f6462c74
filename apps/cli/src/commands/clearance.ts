import type { ClearanceSnapshot } from "@valise/bridge";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { must } from "../output/foldFailure.ts";
import { readTextFile } from "../trust/textFiles.ts";
import { type Context, chooseProfile, openSession, withReadySession } from "./Context.ts";

/** What this account holds, and its identity code to read to the officer; works without a network. */
export async function showClearance(context: Context): Promise<void> {
    const { engine } = await openSession(chooseProfile(context));
    using _engine = engine;
    print(context, await readClearance(engine));
}

export interface RequestOptions {
    readonly level: string;
    readonly role?: readonly string[];
    readonly note: string;
}

/** Asks the officers of one's agency; the answer comes to this device by itself, once they have decided. */
export function requestClearance(context: Context, { level, role = [], note }: RequestOptions): Promise<void> {
    return withReadySession(context, async (engine) => {
        // Right after signing in the trust data is still on its way.
        await readClearance(engine);
        must(await engine.commands.requestClearance({ want: level, roles: [...role], note }));
        print(context, await readClearance(engine));
    });
}

/** Takes a clearance that an officer handed over in a file; refused unless it is this person's and stands. */
export function installClearance(context: Context, { file }: { readonly file: string }): Promise<void> {
    const text = readTextFile(file).trim();
    return withReadySession(context, async (engine) => {
        await readClearance(engine);
        must(await engine.commands.installClearance({ text }));
        print(context, await readClearance(engine));
    });
}

function print({ output }: Context, snapshot: ClearanceSnapshot): void {
    const { state, label, roles, until: end, identityCode, code } = describeClearance(snapshot);
    const cells = [state, code ?? label ?? "-", roles.join(",") || "-", end ?? "-", identityCode ?? "-"];
    output.data({ ...describeClearance(snapshot), claims: snapshot.claims }, cells.join("\t"));
}

/** As soon as it has been read and judged; what is known so far where that needs a server that does not answer. */
export async function readClearance(engine: EngineConnection): Promise<ClearanceSnapshot> {
    let last: ClearanceSnapshot | null = null;
    const settled = (snapshot: ClearanceSnapshot) => {
        last = snapshot;
        const { trust, code, identityCode } = snapshot;
        if (trust.state === "checking" || code === "HOLDER_NO_MASTER_KEY") return null;
        // The identity is read by itself, and may come after the clearance.
        return identityCode === null && trust.state !== "none" ? null : snapshot;
    };
    return until(engine, { topic: "clearance" }, settled, 5).catch((error: unknown) => {
        if (last === null) throw error;
        return last;
    });
}

/** `state` is `none` where no community is configured. */
export function describeClearance({
    trust,
    state,
    code,
    marking,
    claims,
    expiresAtMs,
    identityCode,
}: ClearanceSnapshot) {
    const until = expiresAtMs === null ? null : new Date(expiresAtMs).toISOString();
    const roles = claims.filter((claim) => claim.startsWith("role:")).map((claim) => claim.slice(5));
    return { state, code, label: marking?.label ?? null, roles, until, identityCode, trust: trust.state };
}
