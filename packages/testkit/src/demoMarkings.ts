import type { MarkingSnapshot } from "@valise/bridge";

const orange = { field: "#ffa62b", ink: "#000000" } as const;
const red = { field: "#c8102e", ink: "#ffffff" } as const;
const grey = { field: "#5d6671", ink: "#ffffff" } as const;

/** The markings of the pictures, as the shipped policies print them. */
export const demoMarkings = {
    frDr: {
        label: "FR/DR REL=FRA,DEU",
        text: "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU",
        portion: "(DR)",
        handling: null,
        ...orange,
    },
    frDrAll: { label: "FR/DR", text: "FR · DIFFUSION RESTREINTE", portion: "(DR)", handling: null, ...orange },
    frNp: { label: "FR/NP", text: "FR · NON PROTÉGÉ", portion: "(NP)", handling: null, ...grey },
    frS: { label: "FR/S", text: "FR · SECRET", portion: "(S)", handling: null, ...red },
    natoNr: {
        label: "NATO/NR",
        text: "NATO RESTRICTED",
        portion: "(NR)",
        field: "#ff671f",
        ink: "#000000",
        handling: "FR · DIFFUSION RESTREINTE",
    },
    deNfd: {
        label: "DE/NFD",
        text: "DE · VS-NUR FÜR DEN DIENSTGEBRAUCH",
        portion: "(VS-NfD)",
        field: "#1f5fa8",
        ink: "#ffffff",
        handling: "FR · DIFFUSION RESTREINTE",
    },
} as const satisfies Record<string, MarkingSnapshot>;
