import { err, ok, type Result } from "@valise/base";
import { authorsWith, type VerifiedStatement } from "@valise/clearance";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { DIRECTORY_ROLE, type Directory } from "../watch/directory.ts";
import { type Handover, type Watch, watchOf } from "../watch/handover.ts";
import { type TemplateWire, templateSchema } from "./wire.ts";

/** Attested role that may activate a crisis, open rooms and call people in (protocol 1). */
export const CRISIS_ROLE = "CRISIS";

export type TemplateRefusal =
    | WireRefusal
    /** The lead agency's directory has not signed it. */
    | { readonly kind: "lead-not-signed" };

/** A plan made in peacetime. */
export interface Template extends TemplateWire {
    readonly digest: string;
    /** Agencies whose directory signed it: only their roles are called without being asked. */
    readonly signedBy: readonly string[];
}

/** Reads a verified `template` statement (SPEC 14.1): signed by `role:DIRECTORY` of its lead agency, and of others it names. */
export function readTemplate(statement: VerifiedStatement): Result<Template, TemplateRefusal> {
    const parsed = parseWire(templateSchema, statement.payload);
    if (!parsed.ok) return parsed;
    const { lead, agencies } = parsed.value;
    const signedBy = [...new Set(authorsWith(statement, DIRECTORY_ROLE, agencies).map(({ agency }) => agency))];
    if (!signedBy.includes(lead)) return err({ kind: "lead-not-signed" });
    return ok({ ...parsed.value, digest: statement.digest, signedBy });
}

/** The newest of each template by `seq`, ties by digest, in whatever order they came. */
export function newestTemplates(templates: readonly Template[]): readonly Template[] {
    const newest = new Map<string, Template>();
    for (const each of templates) {
        const key = `${each.lead} ${each.template}`;
        const known = newest.get(key);
        const isNewer = !known || each.seq > known.seq || (each.seq === known.seq && each.digest > known.digest);
        if (isNewer) newest.set(key, each);
    }
    return [...newest.values()].sort((a, b) => (a.template < b.template ? -1 : 1));
}

/** One duty role of a template, and who it calls now. */
export interface RosterLine {
    readonly agency: string;
    readonly role: string;
    readonly required: boolean;
    readonly watch: Watch | undefined;
    /** Who is called: the holder of the watch, or the deputy who was chosen. */
    readonly called: string | undefined;
    /** Whom to take instead, in order: the duty role's deputies and the holder's own. */
    readonly deputies: readonly string[];
    readonly why?: "left-out" | "unknown-role" | "nobody-on-watch" | "agency-not-signed" | "not-eligible";
}

/** A role as `AGENCY ROLE`, as `without` names it. */
export const rosterKey = ({ agency, role }: Pick<RosterLine, "agency" | "role">): string => `${agency} ${role}`;

/**
 * Whom a template calls now (SPEC 14.3): of each duty role the holder of the watch, unless it is left out, unknown, empty, of
 * an agency that did not sign the template, or held by someone whom the directory does not let hold it. `instead`, by
 * `rosterKey`: a deputy whom the directory names, in the holder's place.
 */
export function rosterOfTemplate(
    template: Template,
    directory: Directory,
    handovers: readonly Handover[],
    without: ReadonlySet<string>,
    instead: ReadonlyMap<string, string> = new Map(),
): readonly RosterLine[] {
    return template.roles.map((wanted) => {
        const known = directory.role(wanted.agency, wanted.role);
        const watch = watchOf(handovers, wanted.agency, wanted.role);
        const deputies = known === undefined ? [] : directory.deputiesOf(watch?.holder ?? "", [known]);
        const called = instead.get(rosterKey(wanted)) ?? watch?.holder;
        const line = { ...wanted, watch, called, deputies };
        const why = whyNotCalled(template, line, known?.eligible, without);
        return why === undefined ? line : { ...line, why };
    });
}

function whyNotCalled(
    { signedBy }: Template,
    line: RosterLine,
    eligible: readonly string[] | undefined,
    without: ReadonlySet<string>,
): RosterLine["why"] {
    const { called, deputies } = line;
    if (without.has(rosterKey(line))) return "left-out";
    if (!signedBy.includes(line.agency)) return "agency-not-signed";
    if (eligible === undefined) return "unknown-role";
    if (called === undefined) return "nobody-on-watch";
    const mayBeCalled = called === line.watch?.holder ? eligible : deputies;
    return mayBeCalled.includes(called) ? undefined : "not-eligible";
}
