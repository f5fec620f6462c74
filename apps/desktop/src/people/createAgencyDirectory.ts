import type { AgencySnapshot as ConfiguredAgency } from "@valise/bridge";
import type { AgencySnapshot, AgencyTone, PersonSnapshot } from "@valise/ui";

/** Names an agency by its server, in the words of the managed configuration; a stranger by its server name. */
export interface AgencyDirectory {
    byServerName(serverName: string): AgencySnapshot;
    person(userId: string, name: string, serverName?: string): PersonSnapshot;
    /** Somebody of whom no name is known, to read aloud: "dora (MFA)"; a stranger by their address. */
    calledBy(userId: string): string;
}

const tones: readonly AgencyTone[] = ["blue", "green", "violet", "sand"];

export function createAgencyDirectory(agencies: readonly ConfiguredAgency[]): AgencyDirectory {
    const known = new Map(
        agencies.map((agency, index): [string, AgencySnapshot] => [
            agency.serverName,
            { code: agency.id.toUpperCase(), name: agency.name, tone: tones[index % tones.length] ?? "plain" },
        ]),
    );
    const byServerName = (serverName: string): AgencySnapshot => {
        const agency = known.get(serverName);
        if (agency !== undefined) return agency;
        const made: AgencySnapshot = { code: serverName.toUpperCase(), name: serverName, tone: "plain" };
        known.set(serverName, made);
        return made;
    };
    return {
        byServerName,
        calledBy(userId) {
            const agency = known.get(serverNameOf(userId));
            const isStranger = agency === undefined || agency.tone === "plain";
            return isStranger ? userId : `${userId.slice(1, userId.indexOf(":"))} (${agency.code})`;
        },
        person: (userId, name, serverName = serverNameOf(userId)) => ({
            userId,
            displayName: cleanName(name) || userId,
            initials: initialsOf(cleanName(name) || userId),
            agency: byServerName(serverName),
        }),
    };
}

export function serverNameOf(userId: string): string {
    return userId.slice(userId.indexOf(":") + 1);
}

/** Takes out what could hide or reorder a name: controls, direction marks, line ends. Ill-formed pairs are mended. */
export function cleanName(name: string): string {
    return name
        .toWellFormed()
        .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu, " ")
        .trim()
        .slice(0, 200);
}

/** One or two letters: of the first and the last word. */
export function initialsOf(name: string): string {
    const words = name
        .replace(/^@/, "")
        .split(/[\s:._-]+/u)
        .filter(Boolean);
    const first = firstLetter(words[0]);
    return words.length < 2 || name.startsWith("@") ? first : first + firstLetter(words.at(-1));
}

function firstLetter(word: string | undefined): string {
    return (Array.from(word ?? "?")[0] ?? "?").toUpperCase();
}
