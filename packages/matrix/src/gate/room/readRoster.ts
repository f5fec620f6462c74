import type { Result } from "@valise/base";
import {
    type Admission,
    type BreakGlass,
    type EffectiveCharter,
    type Refusal,
    type Roster,
    readAdmission,
    readBreakGlass,
    rosterOf,
    type StatementKind,
    type TrustContext,
    type VerifiedStatement,
    verifyStatement,
} from "@valise/clearance";
import { statementName, type ToldStatement } from "./GateEvents.ts";
import type { KeptRoster } from "./GateRecord.ts";

/** What the room's admissions and break-glasses say, of those whose signatures hold. */
export interface ReadRoster {
    readonly admissions: readonly Admission[];
    readonly roster: Roster;
    readonly glasses: readonly BreakGlass[];
    /** All that was verified here once, to be kept. */
    readonly kept: KeptRoster;
    /** Whether anything is in `kept` that was not before. */
    readonly isNew: boolean;
    readonly refused: readonly { readonly code: string; readonly about: string }[];
}

type Rules = Pick<EffectiveCharter, "room" | "admit" | "owner" | "label">;
type Told = ReadonlyMap<string, ToldStatement>;

/**
 * Reads admissions and break-glasses as told by the server, together with those this device verified before (clearance
 * SPEC 9.3 and 9.5).
 */
export async function readRoster(
    told: { readonly admissions: Told; readonly glasses: Told },
    before: KeptRoster,
    rules: Rules,
    context: TrustContext,
): Promise<ReadRoster> {
    const refused: { code: string; about: string }[] = [];
    const readAll = async <T>(
        kind: StatementKind,
        known: readonly ToldStatement[],
        fresh: Told,
        read: (statement: VerifiedStatement, stateKey: string) => Result<T, Refusal>,
    ): Promise<{ values: T[]; kept: readonly ToldStatement[] }> => {
        const values: T[] = [];
        const knownNames = new Map(known.map((statement) => [statementName(statement), statement]));
        const kept = new Map(knownNames);
        for (const [name, statement] of new Map([...knownNames, ...fresh])) {
            const { stateKey, content } = statement;
            const verified = await verifyStatement(content, kind, rules.room, context, knownNames.has(name));
            const value = verified.ok ? read(verified.value, stateKey) : verified;
            if (value.ok) {
                values.push(value.value);
                kept.set(name, statement);
            } else refused.push({ code: value.error.code, about: stateKey });
        }
        return { values, kept: [...kept.values()] };
    };
    const admissions = await readAll("admission", before.admissions, told.admissions, (statement, stateKey) =>
        readAdmission(statement, rules, stateKey),
    );
    const glasses = await readAll("break-glass", before.glasses, told.glasses, (statement) =>
        readBreakGlass(statement, rules, context.bundle, context.policies),
    );
    const kept = { admissions: admissions.kept, glasses: glasses.kept };
    return {
        admissions: admissions.values,
        roster: rosterOf(admissions.values),
        glasses: glasses.values,
        kept,
        isNew: sizeOf(kept) > sizeOf(before),
        refused,
    };
}

const sizeOf = ({ admissions, glasses }: KeptRoster): number => admissions.length + glasses.length;
