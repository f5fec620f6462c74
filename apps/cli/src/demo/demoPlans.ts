import type { ReadyAgency } from "@valise/homeserver";
import { crisisPeopleOf, demoAgencyUrn, personsOf } from "./demoPeople.ts";

/** The one duty role that each agency of the demonstration has: its cell. */
export const DEMO_DUTY = "DUTY";

const posts = [
    { id: "CELL", names: { en: "Crisis cell", fr: "Cellule de crise", de: "Krisenstab" } },
    { id: "DESKS", names: { en: "Desks", fr: "Bureaux", de: "Referate" } },
] as const;

/** Who works where, and who may hold the watch: a `directory` payload (crisis SPEC 13.1). */
export function demoDirectory(agency: ReadyAgency, nowS: number): object {
    const crisis = crisisPeopleOf(agency).map(({ userId }) => userId);
    const names = { en: "Duty officer", fr: "Officier de permanence", de: "Diensthabender Offizier" };
    return {
        ...{ agency: demoAgencyUrn(agency.id), part: "all", seq: 1, iat: nowS, posts },
        roles: [{ id: DEMO_DUTY, post: "CELL", names, eligible: crisis, deputies: [] }],
        people: personsOf(agency).map(({ userId }) => ({
            ...{ sub: userId, post: crisis.includes(userId) ? "CELL" : "DESKS" },
            deputies: crisis.filter((deputy) => deputy !== userId).slice(0, 1),
        })),
    };
}

const plans = [
    {
        ...{ template: "earthquake", lvl: "DR", precedence: "FLASH", standby: 0 },
        names: { en: "Earthquake", fr: "Séisme", de: "Erdbeben" },
        checklist: [
            {
                ...{ id: "roll-call", dueS: 300 },
                texts: { en: "Call the roll", fr: "Faire l’appel", de: "Appell halten" },
            },
        ],
    },
    {
        ...{ template: "evacuation", lvl: "DR", precedence: "IMMEDIATE", standby: 1 },
        names: { en: "Evacuation of nationals", fr: "Évacuation de ressortissants", de: "Evakuierung" },
        checklist: [
            {
                ...{ id: "airfield", dueS: 600 },
                texts: { en: "Call the airfield", fr: "Appeler l’aérodrome", de: "Flugplatz anrufen" },
            },
            {
                ...{ id: "lists", dueS: 1_800 },
                texts: {
                    en: "List who is on the spot",
                    fr: "Recenser les personnes sur place",
                    de: "Personen vor Ort erfassen",
                },
            },
        ],
    },
    {
        ...{ template: "hostage", lvl: "S", precedence: "FLASH", standby: 0 },
        names: { en: "Hostage or abduction", fr: "Prise d’otage ou enlèvement", de: "Geiselnahme oder Entführung" },
        checklist: [],
    },
] as const;

/** What an emergency room is opened by: `template` payloads (crisis SPEC 14.1), led by the first agency. */
export function demoTemplates(agencies: readonly ReadyAgency[], nowS: number): readonly object[] {
    const urns = agencies.map(({ id }) => demoAgencyUrn(id));
    return plans.map(({ lvl, ...plan }) => ({
        ...{ ...plan, seq: 2, iat: nowS, lead: urns[0], agencies: urns, admission: "roster" },
        label: { pol: "urn:valise:policy:fr:1", lvl, cat: {} },
        roles: urns.map((agency) => ({ agency, role: DEMO_DUTY, required: true })),
        ...{ sitrepEveryS: 3_600, retention: { maxAgeS: null, hold: true } },
    }));
}
