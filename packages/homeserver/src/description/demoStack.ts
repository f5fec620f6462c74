import type { AgencyDescription, StackDescription, UserDescription } from "./stackDescription.ts";

/** The three agencies of `npm start`: a foreign ministry, a defence ministry and an intelligence service. */
export const demoStack: StackDescription = {
    kind: "demo",
    agencies: [
        agency("mfa", "Foreign Ministry", [
            person("claire.morvan", "Claire Morvan", "FR/S REL=FRA,DEU", ["desk-officer", "crisis"]),
            person("nadia.roche", "Nadia Roche", "FR/S", ["duty-officer", "crisis"]),
            person("idris.benali", "Idris Benali", "FR/DR REL=FRA,DEU", ["desk-officer"]),
            person("mei.carlier", "Mei Carlier", "FR/S REL=FRA,DEU", ["duty-officer", "crisis"]),
            person("thomas.aubry", "Thomas Aubry", "FR/TS REL=FRA,DEU", ["security-officer"]),
            administrator(),
        ]),
        agency("mod", "Ministry of Defence", [
            person("paul.esteve", "Paul Estève", "FR/S", ["duty-officer", "crisis"]),
            person("jonas.richter", "Jonas Richter", "FR/DR REL=FRA,DEU", ["desk-officer"]),
            person("lena.brandt", "Lena Brandt", "FR/S", ["desk-officer"]),
            person("ines.carrel", "Inès Carrel", "FR/S", ["duty-officer", "crisis"]),
            person("samir.koch", "Samir Koch", "FR/TS REL=FRA,DEU", ["security-officer"]),
        ]),
        agency("intel", "Intelligence Service", [
            person("watch.officer3", "Watch officer 3", "FR/TS", ["duty-officer", "crisis"]),
            person("marta.sobral", "Marta Sobral", "FR/S", ["desk-officer"]),
            person("ana.lemos", "Ana Lemos", null, ["desk-officer"]),
            person("hugo.pauly", "Hugo Pauly", "FR/TS REL=FRA,DEU", ["security-officer"]),
        ]),
    ],
};

function agency(id: string, name: string, people: UserDescription[]): AgencyDescription {
    return { id, name, serverName: `${id}.example`, users: [...people, steward(), trustService()] };
}

function person(localpart: string, displayName: string, clearance: string | null, roles: string[]): UserDescription {
    return { localpart, displayName, clearance, roles, admin: false };
}

/** Whoever administers the homeserver: attested as such and for the lowest level, no officer. Its token is `adminTokenFile`. */
function administrator(): UserDescription {
    const roles = ["administrator"];
    return { localpart: "admin", displayName: "Administrator", clearance: "FR/NP", roles, admin: true };
}

/** Each agency's additional room creator (so that no room is orphaned); holds no clearance. */
function steward(): UserDescription {
    return { localpart: "steward", displayName: "Steward", clearance: null, roles: ["steward"], admin: false };
}

/** Each agency's publisher of trust data: no person, holds no clearance, may write to the trust rooms and nowhere else. */
function trustService(): UserDescription {
    const roles = ["trust-service"];
    return { localpart: "trust", displayName: "Trust service", clearance: null, roles, admin: false };
}
