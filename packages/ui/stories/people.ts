import type { AgencySnapshot, PersonSnapshot } from "../src/Avatar/Avatar.tsx";
import type { LabelSnapshot } from "../src/Marking/Marking.tsx";

export const mfa: AgencySnapshot = { code: "MFA", name: "Foreign Ministry", tone: "blue" };
export const mod: AgencySnapshot = { code: "MOD", name: "Ministry of Defence", tone: "green" };
export const intel: AgencySnapshot = { code: "INTEL", name: "Intelligence Service", tone: "violet" };
export const deMfa: AgencySnapshot = { code: "DE-MFA", name: "Auswärtiges Amt", tone: "sand" };

const person = (user: string, displayName: string, initials: string, agency: AgencySnapshot): PersonSnapshot => ({
    userId: `@${user}:${agency.code.toLowerCase()}.example`,
    displayName,
    initials,
    agency,
});

export const nadia = person("nadia.roche", "Nadia Roche", "NR", mfa);
export const claire = person("claire.morvan", "Claire Morvan", "CM", mfa);
export const paul = person("paul.esteve", "Paul Estève", "PE", mod);
export const watch = person("watch3", "Watch officer 3", "W3", intel);
export const lena = person("lena.brandt", "Lena Brandt", "LB", deMfa);
export const jonas = person("jonas.richter", "Jonas Richter", "JR", mod);

export const longName = person(
    "referat-fuer-konsularische-angelegenheiten",
    "Dr. Maximiliane-Alexandra von und zu Hohenlohe-Schillingsfürst, Referat für konsularische Angelegenheiten",
    "MH",
    deMfa,
);

export const frDr: LabelSnapshot = {
    level: "FR/DR",
    text: "FR · DIFFUSION RESTREINTE — REL TO FRA, DEU",
    shortText: "FR DR",
    fieldColor: "#ffa62b",
    inkColor: "#000000",
};
export const frS: LabelSnapshot = {
    level: "FR/S",
    text: "FR · SECRET",
    shortText: "FR S",
    fieldColor: "#c8102e",
    inkColor: "#ffffff",
};
export const natoR: LabelSnapshot = {
    level: "NATO/NR",
    text: "NATO RESTRICTED",
    shortText: "NATO NR",
    fieldColor: "#ff671f",
    inkColor: "#000000",
    handlingText: "FR · DIFFUSION RESTREINTE",
};
export const frNp: LabelSnapshot = {
    level: "FR/NP",
    text: "FR · NON PROTÉGÉ",
    shortText: "FR NP",
    fieldColor: "#5d6671",
    inkColor: "#ffffff",
};

/** 21 November 2026, 09:30 in Greenwich; the stories' clock. */
export const morningMs = Date.UTC(2026, 10, 21, 9, 30);
export const minuteMs = 60_000;

/** Carries everything that tends to break a row: no space, right-to-left, stacked marks, a lone surrogate. */
export const hostileText = `${"W".repeat(120)} \u202Etxet desrever z${"\u0334\u0315\u0322".repeat(40)}algo عربي עברית \uD83D end`;
