import type { CrisisRoomSnapshot, EngineInput, EngineOutput, TemplateSnapshot, UserId } from "@valise/bridge";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { badUsage, CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { type Context, withReadySession } from "../Context.ts";
import { inLanguage } from "./inLanguage.ts";

type Opening = EngineInput<"openEmergencyRoom">;
type Opened = EngineOutput<"openEmergencyRoom">;

export interface CrisisOpenOptions {
    readonly template: string;
    readonly exercise?: boolean;
    readonly exerciseName?: string;
    readonly lead?: string;
    readonly phase?: "alert" | "response";
    readonly name?: string;
}

/** Starts a crisis: opens its first room by a signed plan. */
export function openCrisis(context: Context, options: CrisisOpenOptions): Promise<void> {
    return withReadySession(context, async (engine) => {
        const template = await findTemplate(engine, options.template);
        const opened = await openRoom(context, engine, {
            template: options.template,
            name: options.name ?? nameOf(context, template),
            exercise: options.exercise === true,
            exerciseName: options.exerciseName ?? null,
            lead: options.lead === undefined ? null : agencyIn(template, options.lead),
            phase: options.phase ?? "response",
        });
        const { crisisId, roomId, ...who } = opened;
        context.output.data({ crisisId, rooms: [roomId], ...who }, `${crisisId}\t${roomId}`);
    });
}

export interface RoomOpenOptions {
    readonly template: string;
    readonly crisis?: string;
    readonly name?: string;
    readonly without?: readonly string[];
    readonly deputy?: readonly string[];
    readonly dryRun?: boolean;
}

/** Opens one more room of a crisis; with `--dry-run` only says who would be called, and who will not be able to read. */
export function openEmergencyRoom(context: Context, options: RoomOpenOptions): Promise<void> {
    if (options.dryRun !== true && options.crisis === undefined) throw badUsage("usage.crisis");
    return withReadySession(context, async (engine) => {
        const template = await findTemplate(engine, options.template);
        const roster = {
            without: (options.without ?? []).flatMap((said) => rolesIn(template, said)),
            deputies: (options.deputy ?? []).flatMap((said) => deputiesIn(template, said)),
        };
        if (options.dryRun === true) return dryRun(context, engine, { template: options.template, ...roster });
        const crisis = await findCrisis(engine, options.crisis ?? "");
        const name = options.name ?? nameOf(context, template);
        const { crisisId, exercise } = crisis;
        const opened = await openRoom(context, engine, {
            template: options.template,
            crisisId,
            name,
            exercise,
            ...roster,
        });
        context.output.data(opened, opened.roomId);
    });
}

async function openRoom({ output }: Context, engine: EngineConnection, opening: Opening): Promise<Opened> {
    const opened = must(
        await engine.commands.openEmergencyRoom({ ...opening, language: output.words("export.language") }),
    );
    for (const { userId, code } of opened.refused) output.say(output.words("say.notCalled", { who: userId, code }));
    for (const userId of opened.waits) output.say(output.words("say.notHereYet", { userId }));
    return opened;
}

async function dryRun(
    { output }: Context,
    engine: EngineConnection,
    wish: EngineInput<"dryRunOpening">,
): Promise<void> {
    const { from, rows } = must(await engine.commands.dryRunOpening(wish));
    const of = (outcome: string) => rows.flatMap((row) => (row.outcome === outcome && row.userId ? [row.userId] : []));
    const refused = rows
        .filter(({ outcome }) => outcome === "refused")
        .map(({ agency, role, userId, code }) => ({ agency, role, userId, code }));
    for (const { agency, role, userId, code } of refused)
        output.say(output.words("say.notCalled", { who: userId ?? `${agency} ${role}`, code: code ?? "" }));
    const plain = rows.map((row) =>
        [row.agency, row.role || "-", row.userId ?? "-", row.outcome, row.code ?? "-"].join("\t"),
    );
    output.data({ from, reads: of("reads"), waits: of("waits"), refused, rows }, plain.join("\n"));
}

/** Plans come with the first answer of the server: one that is not known after 20 s is not there. */
export function findTemplate(engine: EngineConnection, name: string): Promise<TemplateSnapshot> {
    const find = (templates: readonly TemplateSnapshot[]) =>
        templates.find(({ template }) => template === name) ?? null;
    return until(engine, { topic: "crisis" }, ({ templates }) => find(templates), 20, notFound);
}

/** A room of the crisis, once it is known. */
export function findCrisis(engine: EngineConnection, id: string): Promise<CrisisRoomSnapshot> {
    const find = (crises: readonly CrisisRoomSnapshot[]) => crises.find(({ crisisId }) => crisisId === id) ?? null;
    return until(engine, { topic: "crisis" }, ({ crises }) => find(crises), 20, notFound);
}

const notFound = () => new CommandFailure("not-found", exitCodes.failed, "failure.not-found");

const nameOf = (context: Context, { names, template }: TemplateSnapshot): string =>
    inLanguage(context, names) ?? template;

/** An agency of the plan, by its URN or the URN's last part. */
function agencyIn({ agencies }: TemplateSnapshot, said: string): string {
    const found = agencies.find((agency) => agency === said || agency.split(":").at(-1) === said);
    if (found === undefined) throw badUsage("usage.planAgency", { agency: said, agencies: agencies.join(", ") });
    return found;
}

/** `OPS`: of every agency; `mod/OPS`: of one. */
export function rolesIn({ roles }: Pick<TemplateSnapshot, "roles">, said: string): { agency: string; role: string }[] {
    const slash = said.lastIndexOf("/");
    const [agency, role] = [said.slice(0, Math.max(0, slash)), said.slice(slash + 1)];
    const found = roles.filter(
        (each) => each.role === role && (agency === "" || each.agency.split(":").at(-1) === agency),
    );
    if (found.length === 0) {
        const known = roles.map((each) => `${each.agency.split(":").at(-1)}/${each.role}`).join(", ");
        throw badUsage("usage.planRole", { role: said, roles: known });
    }
    return found.map((each) => ({ agency: each.agency, role: each.role }));
}

/** `mod/AIR=@lena:mod.example`: whom the directory names as deputy is called in the holder's place. */
function deputiesIn(template: TemplateSnapshot, said: string): NonNullable<Opening["deputies"]> {
    const [role = "", userId] = said.split(/=(.*)/s);
    if (userId === undefined || !/^@[^:\s]+:\S+$/.test(userId)) throw badUsage("usage.deputy", { said });
    return rolesIn(template, role).map((each) => ({ ...each, userId: userId as UserId }));
}
