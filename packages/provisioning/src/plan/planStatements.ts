import { isSame } from "../desired/compare.ts";
import type { DesiredStatement } from "../desired/Desired.ts";
import type { ObservedRoom, ObservedServer } from "../observed/Observed.ts";
import { readPayload } from "./charterStatus.ts";
import type { PlanBuilder } from "./PlanBuilder.ts";

/** The agency's space, where its people's clients read templates and directory; the first by key where it has several. */
export function carrierOf(plan: Pick<PlanBuilder, "desired" | "rooms">, agency: string): ObservedRoom | undefined {
    const space = plan.desired.rooms.find((room) => room.kind === "space" && room.agency === agency);
    const roomId = space && plan.rooms.roomIdOf(space.key);
    return [...plan.rooms.byMark.values()].find(({ room }) => room.roomId === roomId)?.room;
}

/** Templates and directories: content of the manifest's, words of an officer's. */
export function planStatements(plan: PlanBuilder, server: ObservedServer): void {
    const carrier = carrierOf(plan, server.agency);
    for (const statement of plan.desired.statements) {
        if (statement.agency !== server.agency) continue;
        const present = carrier?.statements[statement.key];
        if (present !== undefined && isSame(contentOf(readPayload(present)), statement.content)) continue;
        const { key, kind, agency, title } = statement;
        const fields = [
            { name: "content", before: present === undefined ? null : "other content", after: "as written" },
        ];
        const action = present === undefined ? "create" : "change";
        plan.change(action, { kind, key, agency, title, fields, needsSignature: true });
        plan.need({ id: `${kind}:${key}`, kind, key, agency, title, role: "DIRECTORY", signers: 1 });
        if (carrier === undefined && !hasSpace(plan, statement))
            plan.wait({ key, agency, reason: "no-room", users: [] });
    }
}

const hasSpace = (plan: PlanBuilder, { agency }: DesiredStatement): boolean =>
    plan.desired.rooms.some((room) => room.kind === "space" && room.agency === agency);

/** All but the time it was drafted at. */
function contentOf(payload: unknown): unknown {
    if (typeof payload !== "object" || payload === null) return undefined;
    const { iat: _iat, ...content } = payload as Record<string, unknown>;
    return content;
}
