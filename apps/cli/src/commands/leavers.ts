import { systemClock } from "@valise/base";
import { type ActInput, describeLeavers, type LeaversReport, settleLeavers, titlesByMark } from "@valise/provisioning";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { findServers } from "../provisioning/findServers.ts";
import type { ActOptions } from "../provisioning/openServerOf.ts";
import { readManifest } from "../provisioning/readManifest.ts";
import { lockedFailure, serverFailure } from "../provisioning/serverFailure.ts";
import { thisProcess } from "../provisioning/thisProcess.ts";
import type { Words } from "../words/words.ts";
import { parseUserId } from "./arguments.ts";
import type { Context } from "./Context.ts";

export interface LeaversOptions extends ActOptions {
    readonly remove?: readonly string[];
    readonly detailedExitcode?: boolean;
}

/**
 * `valise leavers FILE`: who has left at partners and is still in rooms here, and what partners answered about one's own; with
 * `--remove` takes them out. Partners are told of whom nobody is left.
 */
export async function leavers(context: Context, path: string, options: LeaversOptions): Promise<void> {
    const { output } = context;
    const { desired } = await readManifest(context, path, "passed-over");
    const remove = (options.remove ?? []).map(parseUserId);
    const titles = titlesByMark(desired);
    const claimant = { ...thisProcess(), breakLock: options.breakLock ?? false };
    const looked: (readonly [agency: string, act: ActInput, seen: Settled])[] = [];
    for (const [agency, server] of findServers(context, desired, options)) {
        const act = { server, claimant, clock: systemClock };
        looked.push([agency, act, await settle(agency, act, [])]);
    }
    const isAsked = (user: string, { leavers }: Settled) => leavers.asked.some(({ userId }) => userId === user);
    // Before anybody is taken out of anything.
    const stranger = remove.find((user) => !looked.some(([, , seen]) => isAsked(user, seen)));
    if (stranger !== undefined) throw notAsked(stranger);
    const reports: AgencyReport[] = [];
    for (const [agency, act, seen] of looked) {
        const named = remove.filter((user) => isAsked(user, seen));
        const settled = named.length === 0 ? seen : await settle(agency, act, named);
        const answered = [...new Set([...seen.answered, ...settled.answered])].sort();
        const { removed, leavers: left } = settled;
        reports.push({ agency, ...describeLeavers(left, titles), removed, answered });
    }
    output.data(reports, reports.flatMap((report) => format(report, output.words)).join("\n"));
    const isLeft = reports.some((report) => report.asked.length > 0);
    if (options.detailedExitcode === true && isLeft)
        throw new CommandFailure("changes", exitCodes.changes, "leavers.left");
}

type Settled = Extract<Awaited<ReturnType<typeof settleLeavers>>, { ok: true }>["value"];

type AgencyReport = LeaversReport & Pick<Settled, "removed" | "answered"> & { readonly agency: string };

const notAsked = (user: string) => new CommandFailure("not-asked", exitCodes.refused, "leavers.notAsked", { user });

async function settle(agency: string, act: ActInput, remove: readonly string[]): Promise<Settled> {
    const settled = await settleLeavers({ ...act, remove });
    if (settled.ok) return settled.value;
    const { error } = settled;
    if (error.kind === "locked") throw lockedFailure(agency, error.holder);
    throw error.kind === "not-asked" ? notAsked(error.userId) : serverFailure(agency, error);
}

function format({ agency, canAsk, asked, own, removed, answered }: AgencyReport, words: Words): string[] {
    if (!canAsk) return [words("leavers.noTrustRoom", { agency })];
    const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 16);
    const lines = [
        ...removed.map(({ userId, roomId }) => words("leavers.removed", { user: userId, room: roomId })),
        ...asked.flatMap(({ userId, askedAtMs, rooms }) => [
            words("leavers.asked", { user: userId, since: day(askedAtMs), agency }),
            ...rooms.map(({ roomId, title, canRemove }) => {
                const room = title === null ? roomId : `${title}  ${roomId}`;
                return `  ${canRemove ? room : words("leavers.cannot", { room })}`;
            }),
        ]),
        ...(answered.length > 0 ? [words("leavers.answered", { partners: answered.join(", ") })] : []),
        ...own.map(({ userId, askedAtMs, cleared, open }) =>
            words("leavers.own", {
                ...{ user: userId, since: day(askedAtMs) },
                ...{ cleared: cleared.join(", ") || "-", open: open.join(", ") || "-" },
            }),
        ),
    ];
    return lines.length === 0 ? [words("leavers.nobody", { agency })] : lines;
}
