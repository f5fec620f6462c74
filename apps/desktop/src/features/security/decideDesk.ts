import type { DeskHolderSnapshot, DeskLimitsSnapshot, DeskRequestSnapshot, DeskSnapshot } from "@valise/bridge";

export const deskPlaces = [
    ...(["all", "requests", "anomalies", "revoked", "spills", "log"] as const),
    ...(["officers", "bundle", "lists"] as const),
] as const;
export type DeskPlace = (typeof deskPlaces)[number];
export type HolderFilter = "all" | "ending" | "roles";

const dayMs = 86_400_000;
/** From then on a clearance is listed as ending. */
export const endingMs = 30 * dayMs;
/** An older status list is an alarm (protocol 4): revocations would reach nobody. */
export const listAlarmMs = 2 * 60 * 60_000;

export const isAnomaly = ({ status }: Pick<DeskHolderSnapshot, "status">): boolean =>
    status === "identity-changed" || status === "offboarded";
export const isRevoked = ({ status }: DeskHolderSnapshot): boolean => status === "revoked" || status === "suspended";
export const isEnding = (holder: DeskHolderSnapshot, nowMs: number): boolean =>
    holder.status === "valid" && holder.expiresAtMs - nowMs < endingMs;

export interface DeskCounts {
    readonly valid: number;
    readonly requests: number;
    readonly anomalies: number;
    readonly revoked: number;
    readonly ending: number;
    readonly spills: number;
}

export function countDesk(desk: DeskSnapshot, nowMs: number): DeskCounts {
    const count = (is: (holder: DeskHolderSnapshot) => boolean) => desk.rows.filter(is).length;
    return {
        valid: count(({ status }) => status === "valid"),
        requests: desk.requests.length,
        anomalies: count(isAnomaly) + desk.strangers.length,
        revoked: count(isRevoked),
        spills: desk.spills.filter(({ closedAtMs }) => closedAtMs === null).length,
        ending: count((holder) => isEnding(holder, nowMs)),
    };
}

/** Who is listed in a place, by a filter and by what was typed into the search. */
export function holdersIn(
    desk: DeskSnapshot,
    place: DeskPlace,
    filter: HolderFilter,
    query: string,
    nowMs: number,
): readonly DeskHolderSnapshot[] {
    const wanted = query.trim().toLowerCase();
    return desk.rows.filter((holder) => {
        if (place === "revoked" && !isRevoked(holder)) return false;
        if (place === "anomalies" && !isAnomaly(holder)) return false;
        if (filter === "ending" && !isEnding(holder, nowMs)) return false;
        if (filter === "roles" && holder.roles.length === 0) return false;
        return wanted === "" || holder.userId.toLowerCase().includes(wanted);
    });
}

/** What is being decided for one person. */
export interface IssueDraft {
    readonly userId: string;
    readonly requestId: string | null;
    readonly level: string | null;
    /** `SET.VALUE` */
    readonly values: readonly string[];
    readonly roles: readonly string[];
    readonly days: number;
    readonly identityCode: string;
}

const readWant = (want: string | null): Pick<IssueDraft, "level" | "values"> => {
    const [head = "", ...sets] = (want ?? "").split(" ");
    const values = sets.flatMap((set) => {
        const [name = "", list = ""] = set.split("=");
        return list.split(",").map((value) => `${name}.${value}`);
    });
    return { level: head.split("/")[1] ?? null, values };
};

/** Begins with what was asked for, as far as the officer's key may sign it. */
export function draftFor(of: DeskRequestSnapshot | DeskHolderSnapshot, limits: DeskLimitsSnapshot): IssueDraft {
    const { level, values } = readWant(of.want);
    const mayLevel = limits.levels.some((one) => one.level === level && one.allowed);
    const mayValue = new Set(limits.categories.map(({ set, value }) => `${set}.${value}`));
    return {
        userId: of.userId,
        requestId: "id" in of ? of.id : null,
        level: mayLevel ? level : null,
        values: values.filter((value) => mayValue.has(value)),
        roles: of.roles.filter((role) => limits.roles.includes(role)),
        days: Math.min(90, limits.maxDays),
        identityCode: "",
    };
}

/** In short notation, sets in the policy's order; null while no level is chosen. */
export function wantOf(draft: IssueDraft, limits: DeskLimitsSnapshot): string | null {
    if (draft.level === null) return null;
    const sets = Map.groupBy(
        limits.categories.filter(({ set, value }) => draft.values.includes(`${set}.${value}`)),
        ({ set }) => set,
    );
    const written = [...sets].map(([set, values]) => `${set}=${values.map(({ value }) => value).join(",")}`);
    return [`${limits.policy}/${draft.level}`, ...written].join(" ");
}
