import type { Change, Plan } from "@valise/provisioning";
import type { Words } from "../words/words.ts";

/** A plan as data: what `--json` prints. Times, machines and locales leave no trace in it. */
export const planData = ({ refusals: _told, steps: _own, ...data }: Plan) => data;

/** Fields of one change that are shown; the rest is counted. */
const SHOWN = 12;

/** A plan for people, as on the admin's screen: what comes, changes and goes, who gains and loses, what was done by hand. */
export function formatPlan(plan: Plan, words: Words): string {
    const count = (list: readonly unknown[]) => list.length;
    const { create, change, replace, destroy } = plan;
    const [creates, changes] = [count(create), count(change)];
    const head = words("plan.head", {
        create: creates,
        change: changes,
        replace: count(replace),
        destroy: count(destroy),
    });
    const gains = plan.access.filter(({ effect }) => effect === "gains").length;
    const access = words("plan.access", { gains, loses: plan.access.length - gains });
    return [
        head,
        ...(plan.access.length > 0 ? [access] : []),
        ...section("+", create, words),
        ...section("~", change, words),
        ...section("±", replace, words),
        ...section("-", destroy, words),
        ...accessLines(plan, words),
        ...driftLines(plan, words),
        ...keptLines(plan, words),
        ...waitLines(plan, words),
    ].join("\n");
}

function section(sign: string, changes: readonly Change[], words: Words): string[] {
    return changes.flatMap((change) => {
        const notes = [
            ...(change.fields.some(({ name }) => name === "adopted") ? [words("plan.adopts")] : []),
            ...(change.needsSignature ? [words("plan.needsSignature")] : []),
            ...(change.isHeldBack ? [words("plan.heldBack")] : []),
            ...(change.loosens ? [words("plan.loosens")] : []),
        ];
        const note = notes.length > 0 ? `  [${notes.join("; ")}]` : "";
        return [
            `${sign} ${words(`plan.kind.${change.kind}`)} ${change.key}  ${change.title}${note}`,
            ...fieldLines(change, words),
        ];
    });
}

/** The power that every new room is given alike tells nobody anything; whose power it is does. */
const isTelling = ({ name, before }: Change["fields"][number]): boolean =>
    before !== null || !name.startsWith("power.") || name.startsWith("power.users.");

function fieldLines(change: Change, words: Words): string[] {
    const fields = change.fields.filter(isTelling);
    const lines = fields.slice(0, SHOWN).map(({ name, before, after }) => {
        if (before === null) return `    + ${name}: ${after}`;
        return after === null ? `    - ${name}: ${before}` : `    ~ ${name}: ${before} -> ${after}`;
    });
    return fields.length > SHOWN ? [...lines, `    ${words("plan.more", { count: fields.length - SHOWN })}`] : lines;
}

function accessLines({ access }: Plan, words: Words): string[] {
    if (access.length === 0) return [];
    const lines = access.map(({ userId, key, label, effect }) => {
        const marking = label === null ? "" : ` (${label})`;
        return `  ${effect === "gains" ? "+" : "-"} ${userId}  ${key}${marking}`;
    });
    return ["", words("plan.accessTitle"), ...lines];
}

function driftLines({ drift }: Plan, words: Words): string[] {
    if (drift.length === 0) return [];
    const nothing = words("plan.nothing");
    const lines = drift.map(({ key, name, expected, found, severity, change }) => {
        const values = { found: found ?? nothing, expected: expected ?? nothing };
        const by = change && `  (${change.by}, ${new Date(change.atMs).toISOString()})`;
        return `  ${severity === "security" ? "!" : "·"} ${key} ${name}: ${words("plan.drift", values)}${by ?? ""}`;
    });
    return ["", words("plan.driftTitle"), ...lines];
}

function keptLines({ kept }: Plan, words: Words): string[] {
    if (kept.length === 0) return [];
    const lines = kept.map(({ key, name, change }) => {
        const by = change && `  (${change.by}, ${new Date(change.atMs).toISOString()})`;
        return `  ! ${key} ${name}${by ?? ""}`;
    });
    return ["", words("plan.keptTitle"), ...lines];
}

function waitLines({ waits, signatures, reminders }: Plan, words: Words): string[] {
    const waiting = waits.map(
        ({ key, reason, users }) => `  ${key}: ${words(`plan.wait.${reason}`, { users: users.join(", ") })}`,
    );
    const asked = signatures.map(({ kind, title, role, signers }) => {
        if (kind === "revocation") return `  ${words("plan.revoke", { user: title })}`;
        return `  ${title}: ${words("plan.signature", { kind, role, signers })}`;
    });
    const ending = reminders.map(
        ({ key, expires, daysLeft }) => `  ${key}: ${words("plan.ends", { expires, daysLeft })}`,
    );
    const lines = [...asked, ...waiting, ...ending];
    return lines.length > 0 ? ["", words("plan.waitTitle"), ...lines] : [];
}
