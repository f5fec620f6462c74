import { ok, type Result } from "@valise/base";
import { z } from "zod";
import { roomId } from "../charter/gate.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { authorsWith, type VerifiedStatement } from "../statement/verifyStatement.ts";

const userId = z
    .string()
    .regex(/^@[^:]+:.+$/)
    .max(255);
const masterKey = z.string().regex(/^[A-Za-z0-9+/]{43}$/);

export const admissionSchema = z.strictObject({
    room: roomId,
    epoch: z.int().min(1),
    iat: z.int().nonnegative(),
    add: z.array(z.strictObject({ sub: userId, mxk: masterKey })).max(100),
    remove: z.array(userId).max(100),
    /** The charter in force when it was signed: a joiner accepts nothing older. */
    floor: z.strictObject({ seq: z.int().min(1), digest: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
});

/** Payload of `org.valise.admission` (SPEC 9.3). */
export type AdmissionWire = z.infer<typeof admissionSchema>;

/** An admission whose signatures hold and whose signers may admit to the room. */
export interface Admission extends AdmissionWire {
    readonly digest: string;
    /** Who signed it, for "who let this person in?". */
    readonly by: readonly string[];
}

/** The state key an admission is filed under: never a user id, which Matrix lets only that user write. */
export const admissionStateKey = ({ digest }: { digest: string }): string => digest.slice(0, 22);

/**
 * Reads a verified admission statement (SPEC 9.3): filed under its own key (where filed at all), of this room, signed by a
 * holder of CHARTER or ADMIT of an agency that the gate lets admit.
 */
export function readAdmission(
    statement: VerifiedStatement,
    charter: { readonly room: string; readonly admit: readonly string[] },
    stateKey?: string,
): Result<Admission, Refusal> {
    if (stateKey !== undefined && stateKey !== admissionStateKey(statement)) return refuse("ADM_STATE_KEY");
    const parsed = admissionSchema.safeParse(statement.payload);
    if (!parsed.success) return refuse("STM_PAYLOAD", parsed.error.issues[0]?.path.join("."));
    if (parsed.data.room !== charter.room) return refuse("ADM_ROOM");
    const signers = ["CHARTER", "ADMIT"].flatMap((role) => authorsWith(statement, role, charter.admit));
    if (signers.length === 0) return refuse("ADM_SIGNER");
    return ok({ ...parsed.data, digest: statement.digest, by: [...new Set(signers.map(({ sub }) => sub))] });
}

/** What one admission says about one person: admitted with these identity keys, or with none: removed. */
interface Saying {
    readonly epoch: number;
    readonly iat: number;
    readonly keys: ReadonlySet<string>;
}

/** All that the admissions of a room say, by person. Build it when admissions change, not for each question. */
export type Roster = ReadonlyMap<string, readonly Saying[]>;

/** Collects admissions; their order and repetition have no part in it. Within one, `remove` wins over `add`. */
export function rosterOf(admissions: readonly Admission[]): Roster {
    const roster = new Map<string, Saying[]>();
    for (const { epoch, iat, add, remove } of admissions) {
        const keys = new Map<string, Set<string>>();
        for (const { sub, mxk } of add) keys.set(sub, (keys.get(sub) ?? new Set()).add(mxk));
        for (const sub of remove) keys.set(sub, new Set());
        for (const [sub, named] of keys) {
            const sayings = roster.get(sub) ?? [];
            sayings.push({ epoch, iat, keys: named });
            roster.set(sub, sayings);
        }
    }
    return roster;
}

/**
 * Whether a person belongs, by all admissions of the present epochs (SPEC 9.4): the newest `iat` that names them wins, and
 * `remove` wins a tie.
 */
export function decideAdmission(
    roster: Roster,
    epochs: readonly number[],
    person: { readonly sub: string; readonly mxk: string },
): Result<void, Refusal> {
    const sayings = (roster.get(person.sub) ?? []).filter(({ epoch }) => epochs.includes(epoch));
    const newestS = Math.max(...sayings.map(({ iat }) => iat));
    const newest = sayings.filter(({ iat }) => iat === newestS);
    if (newest.length === 0) return refuse("ADM_MISSING");
    if (newest.some(({ keys }) => keys.size === 0)) return refuse("ADM_REMOVED");
    return newest.some(({ keys }) => keys.has(person.mxk)) ? ok() : refuse("ADM_MXK");
}

/** The highest floor among the admissions that name a person: where a joiner starts to believe charters. */
export function floorOf(admissions: readonly Admission[], sub: string): AdmissionWire["floor"] | undefined {
    return admissions
        .filter(({ add }) => add.some((each) => each.sub === sub))
        .map(({ floor }) => floor)
        .sort((a, b) => b.seq - a.seq)[0];
}
