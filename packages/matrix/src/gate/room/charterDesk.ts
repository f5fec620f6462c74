import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineParsed } from "@valise/bridge";
import {
    type CharterPins,
    type CharterWish,
    draftCharter,
    draftStatement,
    parseStatement,
    readAdmission,
    readBreakGlass,
    type StatementKind,
    type StatementWire,
    type TrustContext,
    verifyStatement,
} from "@valise/clearance";
import { type Label, type PolicyRegistry, parseLabel } from "@valise/labels";
import { failureOf } from "../holder/refusals.ts";
import { charterWish, findAgency } from "./charterWish.ts";
import type { GateState } from "./createRoomGate.ts";
import { presentWish } from "./presentWish.ts";
import { takeCharter } from "./takeCharter.ts";

type DraftInput = EngineParsed<"draftCharter">;
type Refused = Result<never, EngineFailure>;
const refused = (code: string): Refused => err(failureOf({ code }));

/** What the room's next charter says: the present one with what is asked changed, or a first one of one's own agency. */
export function nextWish(
    input: DraftInput,
    state: GateState | null,
    owner: string | null,
    context: TrustContext,
    registry: PolicyRegistry,
): Result<CharterWish, EngineFailure> {
    const label = input.label === null ? null : parseLabel(input.label, registry);
    if (label !== null && !label.ok) return err({ kind: "invalid-input", path: "label" });
    const agencies: string[] = [];
    for (const said of input.agencies ?? []) {
        const found = findAgency(said, context.bundle);
        if (!found.ok) return refused(found.error);
        agencies.push(found.value);
    }
    const present = presentWish(state);
    if (present === null) {
        if (label === null || owner === null) return refused("CHR_MISSING");
        const choice = { roomId: input.roomId, label: label.value, owner, agencies, admission: null, cells: {} };
        return ok(charterWish(choice, context.bundle, registry));
    }
    const relabelled = label === null ? present : withLabel(present, label.value, context, registry);
    return ok({
        ...relabelled,
        phase: input.phase ?? present.phase,
        retention: {
            maxAgeS: input.retentionMs === null ? present.retention.maxAgeS : Math.ceil(input.retentionMs / 1000),
            hold: input.hold ?? present.retention.hold,
        },
        gate: {
            ...relabelled.gate,
            admission: input.admission ?? relabelled.gate.admission,
            ...(input.agencies === null ? {} : { agencies }),
        },
    });
}

function withLabel(present: CharterWish, label: Label, context: TrustContext, registry: PolicyRegistry): CharterWish {
    const choice = { roomId: present.room, label, owner: present.owner, agencies: [], admission: null, cells: {} };
    const fresh = charterWish(choice, context.bundle, registry).gate;
    const levels = context.policies.levelsOf(fresh.pol) ?? [];
    const isHigher = (a: string, b: string) => levels.indexOf(a) > levels.indexOf(b);
    const kept = fresh.pol === present.gate.pol ? present.gate.ceiling : fresh.ceiling;
    const ceiling = isHigher(fresh.lvl, kept) ? fresh.lvl : kept;
    return { ...present, gate: { ...present.gate, pol: fresh.pol, lvl: fresh.lvl, cat: fresh.cat, ceiling } };
}

/** The payload that officers are shown and sign. Refused where it could not be a charter. */
export function draftNext(
    wish: CharterWish,
    pins: CharterPins | null,
    nowS: number,
    context: TrustContext,
): Result<{ payload: string; audience: string; needsRelease: boolean }, EngineFailure> {
    try {
        const { charter, needsRelease } = draftCharter(pins ?? undefined, wish, nowS, context.policies);
        return ok({ payload: draftStatement("charter", charter).payload, audience: wish.room, needsRelease });
    } catch {
        return refused("STM_PAYLOAD");
    }
}

/** Whether a statement would count in the room as this device knows it: nothing is filed that others must refuse. */
export async function checkFiling(
    statement: { readonly kind: string },
    roomId: string,
    state: GateState | null,
    context: TrustContext,
): Promise<Result<StatementWire, EngineFailure>> {
    const kind = filedKinds.find((each) => each === statement.kind);
    if (kind === undefined) return refused("STM_KIND");
    const parsed = parseStatement(statement, kind);
    if (!parsed.ok) return refused(parsed.error.code);
    if (kind === "charter") {
        const pins = state?.record.pins ?? undefined;
        const taken = await takeCharter({ ...parsed.value }, pins, roomId, context, { entryOf: async () => ({}) });
        return taken.kind === "refused" ? refused(taken.code) : ok(parsed.value);
    }
    const charter = state?.charter ?? null;
    if (charter === null) return refused("CHR_MISSING");
    const verified = await verifyStatement(parsed.value, kind, roomId, context);
    if (!verified.ok) return refused(verified.error.code);
    const read =
        kind === "admission"
            ? readAdmission(verified.value, charter)
            : readBreakGlass(verified.value, charter, context.bundle, context.policies);
    return read.ok ? ok(parsed.value) : refused(read.error.code);
}

const filedKinds = ["charter", "admission", "break-glass"] as const satisfies readonly StatementKind[];
