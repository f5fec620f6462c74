import type { CrisisSnapshot, DutyRoleSnapshot } from "@valise/bridge";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { badUsage, CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { parseUserId } from "../arguments.ts";
import { type Context, withReadySession } from "../Context.ts";
import { inLanguage } from "./inLanguage.ts";

export interface DutyRoleOptions {
    readonly role: string;
    readonly agency?: string;
    readonly timeout: number;
}

/** Every duty role that the directories name, and who has its watch. */
export function listWatches(context: Context): Promise<void> {
    return withReadySession(context, async (engine) => {
        const duty = (await knownDuty(engine)).map(({ names, sinceMs, ...row }) => ({
            ...row,
            name: inLanguage(context, names) ?? row.role,
            since: sinceMs === null ? null : new Date(sinceMs).toISOString(),
        }));
        const plain = duty.map(({ agency, role, holderId, since, offeredBy }) =>
            [agency, role, holderId ?? "-", since ?? "-", offeredBy ?? "-"].join("\t"),
        );
        context.output.data(duty, plain.join("\n"));
    });
}

/** Signs the handover that was offered; waits for an offer that may still be on its way. */
export function takeWatch(context: Context, options: DutyRoleOptions): Promise<void> {
    return withReadySession(context, async (engine) => {
        const isOffered = (row: DutyRoleSnapshot) => isNamed(row, options) && row.offeredBy !== null;
        const offered = await until(
            engine,
            { topic: "crisis" },
            ({ duty }) => duty.find(isOffered) ?? null,
            options.timeout,
            () => new CommandFailure("not-offered", exitCodes.failed, "failure.notOffered", { role: options.role }),
        );
        const { agency, role, offeredBy, offeredNote: note, offeredOpen: open } = offered;
        must(await engine.commands.takeWatch({ dutyRole: { agency, role } }));
        context.output.data({ agency, role, from: offeredBy, note, open }, note ?? "");
    });
}

export interface GiveOptions extends DutyRoleOptions {
    readonly to: string;
    readonly note?: string;
}

/** Ends when the other has signed too: until then the watch is still the giver's. */
export function giveWatch(context: Context, options: GiveOptions): Promise<void> {
    const to = parseUserId(options.to);
    return withReadySession(context, async (engine) => {
        const rows = (await knownDuty(engine)).filter((row) => isNamed(row, options));
        const row = rows.find(({ mine }) => mine === "holds") ?? rows[0];
        if (row === undefined) throw new CommandFailure("not-found", exitCodes.failed, "failure.not-found");
        if (rows.length > 1 && row.mine !== "holds")
            throw badUsage("usage.dutyAgency", { agencies: rows.map(({ agency }) => agency).join(", ") });
        const { agency, role, key } = row;
        must(await engine.commands.handOverWatch({ dutyRole: { agency, role }, to, note: options.note ?? "" }));
        context.output.say(context.output.words("say.watchOffered", { to }));
        const isTaken = ({ duty }: CrisisSnapshot) =>
            duty.find((each) => each.key === key && each.holderId === to) ?? null;
        await until(
            engine,
            { topic: "crisis" },
            isTaken,
            options.timeout,
            () => new CommandFailure("not-taken", exitCodes.failed, "failure.notTaken", { to }),
        );
        context.output.data({ agency, role, to }, to);
    });
}

/** An agency is named by its URN, the URN's last part, or its name. */
function isNamed(
    row: DutyRoleSnapshot,
    { role, agency }: { readonly role: string; readonly agency?: string },
): boolean {
    if (row.role !== role) return false;
    return agency === undefined || [row.agency, row.agency.split(":").at(-1), row.agencyName].includes(agency);
}

/** Directories come with the first answer of the server: what is known after 10 s is all there is. */
async function knownDuty(engine: EngineConnection): Promise<readonly DutyRoleSnapshot[]> {
    return until(engine, { topic: "crisis" }, ({ duty }) => (duty.length > 0 ? duty : null), 10).catch((error) => {
        if (error instanceof CommandFailure && error.code === "timeout") return [];
        throw error;
    });
}
