import { type PolicyLookup, parseGate, type StatementKind, type StatementWire } from "@valise/clearance";
import { type SignatureFile, type SignatureRequest, statementFor } from "@valise/clearance/desk";
import { isSame } from "../desired/compare.ts";
import { type Desired, type DesiredRoom, urnOfCommunity } from "../desired/Desired.ts";
import { digestOf, markOf } from "../desired/markOf.ts";
import type { ObservedRoom, ObservedServer } from "../observed/Observed.ts";
import { admittedIn } from "../plan/admitted.ts";
import { charterStatus, readCharterPayload } from "../plan/charterStatus.ts";
import type { Plan, SignatureNeed, Step } from "../plan/Plan.ts";
import { nextCharter } from "../plan/planCharter.ts";

export interface DraftInput {
    readonly plan: Plan;
    readonly desired: Desired;
    readonly observed: readonly ObservedServer[];
    /** What was asked and answered before. */
    readonly file: SignatureFile;
    readonly nowS: number;
    readonly policies: PolicyLookup;
}

/** `file` is what to ask now; `steps` put in place what has been signed. */
export interface Drafted {
    readonly file: SignatureFile;
    readonly steps: readonly Step[];
}

export const noSignatures: SignatureFile = { version: 1, requests: [], signed: [] };

/**
 * Turns what a plan needs signed into requests (SPEC 12.7 of clearance). A request that was made before and still says the
 * same stays as it is, so that signing may take days; one that no longer fits is replaced, and its signatures with it. What
 * needs a room or a charter that does not exist yet is asked when it does.
 */
export function draftRequests(input: DraftInput): Drafted {
    const requests: SignatureRequest[] = [];
    const signed: StatementWire[] = [];
    const steps: Step[] = [];
    for (const need of input.plan.signatures) {
        for (const [part, draft] of draftsOf(input, need).entries()) {
            const request = requestFor(input, need, part, draft);
            requests.push(request);
            const statement = statementFor(input.file, request);
            if (statement === undefined) continue;
            signed.push(statement);
            if (statement.by.length >= request.signers) steps.push(draft.settle(statement));
        }
    }
    return { file: { version: 1, requests, signed }, steps };
}

type Payload = SignatureRequest["payload"];
interface Draft {
    readonly kind: StatementKind;
    readonly audience: string;
    readonly detail: string;
    /** Without `iat`, which the signing adds. */
    payloadAt(timeS: number): Payload;
    settle(statement: StatementWire): Step;
}

function requestFor({ file, nowS }: DraftInput, need: SignatureNeed, part: number, draft: Draft): SignatureRequest {
    const id = part === 0 ? need.id : `${need.id}#${part + 1}`;
    const before = file.requests.find((request) => request.id === id && request.kind === draft.kind);
    const again = before && draft.payloadAt(timeOf(before.payload) ?? nowS);
    const { role, signers, title } = need;
    return {
        id,
        kind: draft.kind,
        audience: draft.audience,
        payload: again !== undefined && isSame(again, before?.payload) ? again : draft.payloadAt(nowS),
        role,
        signers,
        summary: [need.kind, title, draft.detail].filter((text) => text !== "").join(" · "),
    };
}

/** The time a charter's gate was drafted at. */
function timeOf({ gate }: Payload): number | undefined {
    return typeof gate === "string" ? parseGate(gate)?.iat : undefined;
}

function draftsOf(input: DraftInput, need: SignatureNeed): Draft[] {
    const { desired } = input;
    const room = desired.rooms.find(({ key }) => key === need.key);
    const found = room && findRoom(input, room.key);
    switch (need.kind) {
        // No statement: the officer's own register and status list say it (`valise officer revoke`).
        case "revocation":
            return [];
        case "charter":
            return room && found ? draftCharterRequest(input, need, room, found) : [];
        case "admission":
            return room && found ? draftAdmissions(input, need, room, found) : [];
        case "template":
        case "directory":
            return draftContent(input, need, need.kind);
    }
}

function findRoom({ desired, observed }: DraftInput, key: string): ObservedRoom | undefined {
    const mark = markOf(desired.community, key);
    const rooms = observed.flatMap((server) => server.rooms.filter((room) => room.mark === mark));
    return rooms.sort((a, b) => (a.roomId < b.roomId ? -1 : 1))[0];
}

function draftContent(input: DraftInput, { agency, key }: SignatureNeed, kind: "template" | "directory"): Draft[] {
    const { desired } = input;
    const statement = desired.statements.find((each) => each.key === key);
    const carrier = desired.rooms.find((room) => room.kind === "space" && room.agency === agency);
    const space = carrier && findRoom(input, carrier.key);
    if (statement === undefined || space === undefined) return [];
    const command = { kind: "put-statement" as const, roomId: space.roomId, slot: kind, stateKey: key };
    return [
        {
            kind,
            audience: urnOfCommunity(desired.community),
            detail: "",
            payloadAt: () => statement.content as Payload,
            settle: (signed) => ({ agency, phase: "sign", key, command: { ...command, statement: signed } }),
        },
    ];
}

function draftCharterRequest(
    input: DraftInput,
    { agency, key }: SignatureNeed,
    { charter, label }: DesiredRoom,
    room: ObservedRoom,
): Draft[] {
    if (charter === null) return [];
    const command = { kind: "put-statement" as const, roomId: room.roomId, slot: "charter" as const, stateKey: "" };
    return [
        {
            kind: "charter",
            audience: room.roomId,
            detail: label ?? "",
            payloadAt(timeS) {
                const { iat: _iat, ...payload } = nextCharter(input, charter, room, timeS).charter;
                return payload;
            },
            settle: (statement) => ({ agency, phase: "sign", key, command: { ...command, statement } }),
        },
    ];
}

/** As many people as one admission may name (SPEC 9.3 of clearance). */
const ADMISSION_SIZE = 100;

/** All who lack admission and have an identity, and all who were admitted and shall no longer belong. */
function draftAdmissions(
    input: DraftInput,
    { agency, key }: SignatureNeed,
    desired: DesiredRoom,
    room: ObservedRoom,
): Draft[] {
    const charter = readCharterPayload(room.charter);
    const gate = charter && parseGate(charter.gate);
    if (room.charter === null || charter === undefined || gate === undefined || desired.charter === null) return [];
    if (!charterStatus(desired.charter, room.charter).mayAdmit) return [];
    const floor = { seq: charter.seq, digest: digestOf(room.charter.payload) };
    const admitted = admittedIn(room);
    const identities: Record<string, string> = Object.assign({}, ...input.observed.map((server) => server.identities));
    const add = desired.members.flatMap((sub) => {
        const mxk = identities[sub];
        return admitted.has(sub) || mxk === undefined ? [] : [{ sub, mxk }];
    });
    const remove = [...admitted].filter((user) => !desired.members.includes(user)).sort();
    const count = Math.ceil(Math.max(add.length, remove.length) / ADMISSION_SIZE);
    return Array.from({ length: count }, (_, part): Draft => {
        const cut = <T>(list: readonly T[]) => list.slice(part * ADMISSION_SIZE, (part + 1) * ADMISSION_SIZE);
        const said = { add: cut(add), remove: cut(remove) };
        const command = { kind: "put-statement" as const, roomId: room.roomId, slot: "admission" as const };
        return {
            kind: "admission",
            audience: room.roomId,
            detail: `+${said.add.length} -${said.remove.length}`,
            payloadAt: () => ({ room: room.roomId, epoch: gate.epoch, ...said, floor }),
            settle: (statement) => {
                const stateKey = digestOf(statement.payload).slice(0, 22);
                return { agency, phase: "sign", key, command: { ...command, stateKey, statement } };
            },
        };
    });
}
