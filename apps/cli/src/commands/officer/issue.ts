import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { UserId } from "@valise/bridge";
import { issueRow, parseWishRows, type WishRow } from "@valise/clearance/desk";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { badUsage, CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { writeSecretFile } from "../../profile/secretFiles.ts";
import { type ClearanceTools, createClearanceTools } from "../../trust/clearanceTools.ts";
import { type Desk, type DeskOptions, findDesk, openDesk } from "../../trust/Desk.ts";
import { openRegisterFile, type RegisterFile } from "../../trust/registerFile.ts";
import { readTextFile } from "../../trust/textFiles.ts";
import { parseUserId } from "../arguments.ts";
import { type Context, withReadySession } from "../Context.ts";

export interface IssueOptions extends DeskOptions {
    readonly csv?: string;
    readonly user?: string;
    readonly level?: string;
    readonly role?: readonly string[];
    readonly identity?: string;
    readonly until?: string;
    readonly days: number;
    readonly out?: string;
    readonly dryRun?: boolean;
    readonly send: boolean;
}

/** What became of one person's row. `code` is null where a clearance was issued. */
export interface RowOutcome {
    readonly userId: string;
    readonly code: string | null;
    readonly identity: "checked" | "not-checked" | null;
    readonly until: string | null;
    readonly gains: readonly string[];
    readonly loses: readonly string[];
    readonly file: string | null;
    /** Devices of the holder it was sent to; null where it was not sent. */
    readonly devices: readonly string[] | null;
}

/** Issues clearances: to one person, or to all of a CSV file. Ends with exit code 3 when one of them was refused. */
export async function issue(context: Context, options: IssueOptions): Promise<void> {
    const rows = options.csv === undefined ? [oneRow(options)] : readCsv(options.csv);
    const { until } = options;
    if (until !== undefined && !(Date.parse(`${until}T23:59:59Z`) > Date.now())) {
        throw badUsage("usage.until", { value: until });
    }
    await withDesk(context, options, async (engine, desk, register, tools) => {
        const outcomes = await issueRows(rows, options, { engine, desk, register, tools });
        report(context, outcomes);
    });
}

export interface AtWork {
    readonly engine: EngineConnection;
    readonly desk: Desk;
    readonly register: RegisterFile;
    readonly tools: ClearanceTools;
}

/** Runs with the desk unlocked, its register held, and the officer's own account ready. */
export async function withDesk(
    context: Context,
    options: DeskOptions,
    run: (engine: EngineConnection, desk: Desk, register: RegisterFile, tools: ClearanceTools) => Promise<void>,
): Promise<void> {
    const tools = await createClearanceTools(context.env);
    const desk = await openDesk(findDesk(context, options), tools);
    await withReadySession(context, async (engine) => {
        using register = await openRegisterFile(desk.folder.register, desk.limits.officer, tools);
        await run(engine, desk, register, tools);
    });
}

type RowOptions = Pick<IssueOptions, "days" | "until" | "out" | "dryRun" | "send">;

/** Row by row: decided, written to the register, then handed over. */
export async function issueRows(rows: readonly WishRow[], options: RowOptions, work: AtWork): Promise<RowOutcome[]> {
    const { engine, desk, register, tools } = work;
    const shown = await shownIdentities(
        rows.map(({ userId }) => userId as UserId),
        engine,
    );
    const outcomes: RowOutcome[] = [];
    for (const row of rows) {
        const masterKey = shown.find(({ userId }) => userId === row.userId)?.masterKey ?? null;
        const { officer, limits, context, taken } = desk;
        const now = { ...context, nowS: tools.nowS() };
        const parts = { officer, limits, register: register.register, context: now, taken, random: tools.random };
        const dated = { ...row, until: row.until ?? options.until ?? null };
        const made = await issueRow(dated, masterKey, options.days, parts, tools.registry);
        if (options.dryRun !== true && made.events.length > 0) await register.append(made.events);
        if (made.kind === "refused") {
            const nothing = { identity: null, until: null, gains: [], loses: [], file: null, devices: null };
            outcomes.push({ userId: row.userId, code: made.code, ...nothing });
            continue;
        }
        const { identity, gains, loses, expiresAtS, credential } = made;
        const handed = options.dryRun === true ? notHanded : await handOver(row.userId, credential, options, engine);
        const until = new Date(expiresAtS * 1000).toISOString();
        outcomes.push({ userId: row.userId, code: null, identity, until, gains, loses, ...handed });
    }
    return outcomes;
}

/** As many as the engine asks the server for at a time. */
const ASKED_AT_ONCE = 500;

/** What servers show now as people's identities. */
export async function shownIdentities(userIds: readonly UserId[], { commands }: EngineConnection) {
    const shown = [];
    for (let at = 0; at < userIds.length; at += ASKED_AT_ONCE) {
        shown.push(...must(await commands.readIdentities({ userIds: userIds.slice(at, at + ASKED_AT_ONCE) })));
    }
    return shown;
}

const notHanded = { file: null, devices: null };

/** To the holder's devices, and into a file where asked. One that cannot be sent now is not lost: it can be renewed. */
async function handOver(userId: string, credential: string, { out, send }: RowOptions, engine: EngineConnection) {
    let file: string | null = null;
    if (out !== undefined) {
        mkdirSync(out, { recursive: true, mode: 0o700 });
        file = join(out, `${encodeURIComponent(userId)}.clearance`);
        writeSecretFile(file, `${credential}\n`);
    }
    const sent = send ? await engine.commands.deliverClearance({ text: credential }) : null;
    return { file, devices: sent?.ok ? sent.value.deviceIds : null };
}

export function report({ output }: Context, outcomes: readonly RowOutcome[]): void {
    const plain = outcomes.map(({ userId, code, identity, until }) => [
        userId,
        code ?? "issued",
        identity ?? "-",
        until ?? "-",
    ]);
    output.data(outcomes, plain.map((cells) => cells.join("\t")).join("\n"));
    const refused = outcomes.filter(({ code }) => code !== null);
    if (refused.length === 0) return;
    const [first] = refused;
    const code = refused.length === 1 && first?.code ? first.code : "some-refused";
    throw new CommandFailure(code, exitCodes.refused, "failure.rowsRefused", {
        count: refused.length,
        users: refused.map(({ userId, code: why }) => `${userId} (${why})`).join(", "),
    });
}

function oneRow({ user, level, role, identity, until }: IssueOptions): WishRow {
    if (user === undefined || level === undefined) throw badUsage("usage.issue");
    const userId = parseUserId(user);
    return { line: 1, userId, want: level, roles: role ?? [], identityCode: identity ?? null, until: until ?? null };
}

function readCsv(path: string): readonly WishRow[] {
    const rows = parseWishRows(readTextFile(path));
    if (rows.ok) return rows.value;
    const { line, column, reason } = rows.error;
    throw badUsage("usage.csv", { path, line, column, reason });
}
