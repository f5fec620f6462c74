import type { AgencySnapshot, ShellBoot } from "@valise/bridge";

type Member = Record<string, unknown>;
export type WebConfig = Pick<ShellBoot, "agencies" | "trust" | "serviceDesk" | "exerciseUrl">;

/**
 * `/config.json` of the plain web build. Throws when it is damaged: without a list nobody can sign in, and the start
 * screen says so. It is read by hand, as a schema library would be a tenth of the page; the engine parses it again.
 */
export function readWebConfig(text: string): WebConfig {
    const config = memberOf(JSON.parse(text), "config.json");
    const agencies = listOf(config, "agencies").map(readAgency);
    if (agencies.length === 0) throw new Error("config.json lists no agency");
    return {
        agencies,
        trust: config.trust == null ? null : readTrust(memberOf(config.trust, "trust")),
        serviceDesk: typeof config.serviceDesk === "string" ? config.serviceDesk : null,
        exerciseUrl: readExerciseUrl(config.exerciseUrl),
    };
}

/** Of the demonstration, on this very machine; anything else is no exercise. */
const readExerciseUrl = (value: unknown): string | null =>
    typeof value === "string" && /^http:\/\/127\.0\.0\.1:\d{1,5}\/[\w-]{32}$/.test(value) ? value : null;

function readAgency(value: unknown): AgencySnapshot {
    const agency = memberOf(value, "an agency");
    const trust = agency.trust == null ? null : memberOf(agency.trust, "trust");
    return {
        id: textOf(agency, "id"),
        name: textOf(agency, "name"),
        serverName: textOf(agency, "serverName"),
        clientUrl: textOf(agency, "clientUrl"),
        ...(agency.adminUrl == null ? {} : { adminUrl: textOf(agency, "adminUrl") }),
        ...(agency.steward == null ? {} : { steward: textOf(agency, "steward") }),
        ...(agency.alarms == null ? {} : { alarms: memberOf(agency.alarms, "alarms") }),
        ...(trust === null
            ? {}
            : {
                  trust: {
                      roomId: textOf(trust, "roomId"),
                      agencyUrn: textOf(trust, "agencyUrn"),
                      officers: listOf(trust, "officers").map((officer) => textFrom(officer, "officers")),
                  },
              }),
    };
}

/** First trust is never half read: a threshold or a floor that is missing would weaken it. */
function readTrust(trust: Member): NonNullable<WebConfig["trust"]> {
    const keys = listOf(trust, "keys").map((key) => textFrom(key, "keys"));
    return {
        community: textOf(trust, "community"),
        keys,
        threshold: numberOf(trust, "threshold"),
        floorSeq: numberOf(trust, "floorSeq"),
    };
}

function memberOf(value: unknown, name: string): Member {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Member;
    throw new Error(`${name} is not an object`);
}

function listOf(member: Member, name: string): readonly unknown[] {
    const value = member[name];
    if (Array.isArray(value)) return value;
    throw new Error(`config.json lacks ${name}`);
}

const textOf = (member: Member, name: string): string => textFrom(member[name], name);

function textFrom(value: unknown, name: string): string {
    if (typeof value === "string" && value !== "" && value.length <= 2048) return value;
    throw new Error(`config.json lacks ${name}`);
}

function numberOf(member: Member, name: string): number {
    const value = member[name];
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    throw new Error(`config.json lacks ${name}`);
}
