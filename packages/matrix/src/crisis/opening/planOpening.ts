import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, UserId } from "@valise/bridge";
import { claimsToShow, isAtLeastAsStrict, type TrustContext } from "@valise/clearance";
import { type RosterLine, rosterKey, rosterOfTemplate, type Template } from "@valise/crisis";
import { signedDevices } from "../../crypto/signedDevices.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { Account } from "../../session/Account.ts";
import { crisisCodeOf } from "../crisisCodeOf.ts";
import { roomTypes } from "../wire.ts";

/** One duty role of a plan: who has its watch, and whether they will be able to read. */
export interface PlannedRow {
    readonly agency: string;
    readonly role: string;
    readonly userId: UserId | null;
    readonly outcome: "reads" | "waits" | "refused" | "left-out";
    readonly code: string | null;
    readonly deputies: UserId[];
}

/** Whom a plan calls now, the person themself too where it does. */
export const calledBy = (rows: readonly PlannedRow[]): UserId[] => [
    ...new Set(
        rows.flatMap(({ outcome, userId }) =>
            userId === null || outcome === "refused" || outcome === "left-out" ? [] : [userId],
        ),
    ),
];

export interface Planned {
    readonly template: Template;
    readonly rows: readonly PlannedRow[];
}

type Role = { readonly agency: string; readonly role: string };

/** What the opener changes of the plan's roster. */
export interface RosterWish {
    readonly without: readonly Role[];
    /** Deputies who are called in the holder's place. */
    readonly deputies: readonly (Role & { readonly userId: string })[];
}

/** Whom a plan calls now, and what this device knows of each: changes nothing (crisis SPEC 14.3, mockup 03). */
export async function planOpening(
    current: Account,
    name: string,
    { without, deputies }: RosterWish = { without: [], deputies: [] },
): Promise<Result<Planned, EngineFailure>> {
    const { crisis, crisisParts, desk } = current;
    const context = await desk.context();
    if (!context.ok) return context;
    const template = crisis.plans.find(name, crisisParts.agency);
    if (template === null) return err({ kind: "not-found" });
    const { watch } = crisis;
    const leftOut = new Set(without.map(rosterKey));
    const instead = new Map(deputies.map((each) => [rosterKey(each), each.userId]));
    const lines = rosterOfTemplate(template, watch.directory(), watch.handovers(), leftOut, instead);
    const called = lines.flatMap((line) => (line.why === undefined && line.called !== undefined ? [line.called] : []));
    await lookAt(current, called);
    const rows: PlannedRow[] = [];
    for (const line of lines) {
        const { agency, role } = line;
        const userId = (line.called ?? null) as UserId | null;
        const outlook = await outlookOf(current, line, template, context.value);
        rows.push({ agency, role, userId, ...outlook, deputies: [...line.deputies] as UserId[] });
    }
    return ok({ template, rows });
}

/** What is known of people is known from the rooms that one shares with them: above all the channels. */
async function lookAt({ book, encryptor, identities, recipients, gates }: Account, userIds: readonly string[]) {
    await encryptor.track([...userIds]).catch(() => {});
    await identities.reread(userIds);
    for (const { record } of book.all()) {
        if (record.type !== roomTypes.channel || record.membership !== "join") continue;
        await recipients.establish(record.roomId);
        await gates.gateOf(record.roomId)?.looked();
    }
}

type Outlook = Pick<PlannedRow, "outcome" | "code">;

function ownOutlook({ clearances }: Account, template: Template, context: TrustContext): Outlook {
    const credential = clearances.holder.credential();
    const asks = { label: template.label, roles: [] };
    const claims = credential === null ? null : claimsToShow(credential, asks, context.policies);
    return claims?.ok ? reads : refused(claims?.error.code ?? "ATT_MISSING");
}

/** With whoever opens the room, who is in it also without a watch that the plan calls: `role` is empty then. */
export function withOpener(current: Account, { template, rows }: Planned): PlannedRow[] {
    const userId = current.session.userId as UserId;
    const context = current.clearances.community.context();
    if (context === null || rows.some((row) => row.userId === userId && row.outcome !== "left-out")) return [...rows];
    const agency = current.crisisParts.agency ?? "";
    return [{ agency, role: "", userId, ...ownOutlook(current, template, context), deputies: [] }, ...rows];
}

async function outlookOf(
    current: Account,
    line: RosterLine,
    template: Template,
    context: TrustContext,
): Promise<Outlook> {
    if (line.why === "left-out") return { outcome: "left-out", code: null };
    const { called } = line;
    if (line.why !== undefined || called === undefined) return refused(crisisCodeOf(line.why ?? "nobody-on-watch"));
    const { clearances, session, identities, gates, book, crypto } = current;
    if (called === session.userId) return ownOutlook(current, template, context);
    if (clearances.community.agencyOfServer(serverNameOf(called))?.id !== line.agency) return refused("GATE_AGENCY");
    if (!identities.masterKeyOf(called)) return refused("GATE_NO_IDENTITY");
    let hasShown = false;
    for (const { record } of book.all()) {
        const standing = record.membership === "join" ? gates.memberOf(record.roomId, called) : null;
        if (standing?.code === "ATT_REVOKED") return refused("ATT_REVOKED");
        const ruling = gates.ruling(record.roomId);
        // Whoever reads where more is asked reads where less is.
        if (standing?.reads === true && ruling.kind === "ruled")
            hasShown ||= isAtLeastAsStrict(context.policies, ruling.charter.label, template.label);
    }
    if ((await signedDevices(crypto, called)).length === 0) return { outcome: "waits", code: "CRS_NO_DEVICE" };
    return hasShown ? reads : { outcome: "waits", code: "CRS_NOT_SHOWN" };
}

const reads: Outlook = { outcome: "reads", code: null };
const refused = (code: string): Outlook => ({ outcome: "refused", code });
