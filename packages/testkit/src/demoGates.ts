import { epochMs } from "@valise/base";
import type { ClearanceSnapshot, GateSnapshot, NotOfferedSnapshot, ReaderSnapshot } from "@valise/bridge";
import { demoNowMs, userIdOf } from "./builders.ts";
import { demoMarkings } from "./demoMarkings.ts";
import { buildClearance, buildGate } from "./fakeGate.ts";

const dayMs = 86_400_000;
const at = (hour: number, minute: number) => epochMs(Date.UTC(2026, 10, 21, hour, minute));
const untilMs = epochMs(Date.UTC(2027, 0, 14));
const agencyNames = { mfa: "Foreign Ministry", mod: "Ministry of Defence", intel: "Intelligence Service" } as const;
const names = Object.entries(agencyNames).map(([id, name]) => ({ id: `urn:valise:agency:${id}`, name }));

export function buildReader(userId: string, name: string, values: Partial<ReaderSnapshot> = {}): ReaderSnapshot {
    const serverName = userId.slice(userId.indexOf(":") + 1);
    const id = serverName.split(".")[0] ?? "";
    return {
        userId: userIdOf(userId),
        name,
        serverName,
        agency: Object.entries(agencyNames).find(([known]) => known === id)?.[1] ?? null,
        membership: "join",
        isMe: false,
        reads: true,
        because: "presentation",
        code: null,
        whenBack: false,
        untilMs,
        letIn: null,
        claims: ["lvl:DR", "cat:REL.FRA"],
        ...values,
    };
}

const refused = (code: string, values: Partial<ReaderSnapshot> = {}): Partial<ReaderSnapshot> => ({
    reads: false,
    because: null,
    untilMs: null,
    claims: [],
    code,
    ...values,
});

/** Those who do not read come first, as the contract says. */
const demoReaders: readonly ReaderSnapshot[] = [
    buildReader("@jonas:mod.example", "Jonas Richter", refused("ATT_EXPIRED", { untilMs: at(10, 0) })),
    buildReader("@marta:intel.example", "Marta Sobral", refused("ATT_MXK")),
    buildReader("@w3:intel.example", "Watch officer 3", refused("ATT_KB_NONCE", { whenBack: true })),
    buildReader("@claire:mfa.example", "Claire Morvan", { isMe: true }),
    buildReader("@nadia:mfa.example", "Nadia Roche"),
    buildReader("@paul:mod.example", "Paul Estève"),
    buildReader("@lena:intel.example", "Lena Brandt", {
        because: "grace",
        untilMs: at(18, 30),
        claims: ["lvl:DR", "cat:REL.DEU"],
    }),
    buildReader("@ines:mod.example", "Inès Carrel", {
        ...{ because: "break-glass", untilMs: at(23, 45), claims: [] },
        letIn: {
            reason: "Pilot of the second flight; her clearance could not be renewed in time",
            by: [userIdOf("@claire:mfa.example"), userIdOf("@nadia:mfa.example")],
        },
    }),
];

const notOffered: readonly NotOfferedSnapshot[] = [
    { level: "TS", text: "FR · TRÈS SECRET", reason: "above-ceiling" },
    { level: "S", text: "FR · SECRET", reason: "above-room" },
];

/** The gate of the room in the pictures. */
export function demoFlightsGate(roomId: string): GateSnapshot {
    return buildGate(roomId, {
        state: "ready",
        marking: demoMarkings.frDr,
        ceiling: "S",
        admission: "roster",
        owner: "urn:valise:agency:mfa",
        agencies: names,
        phase: "open",
        retentionMs: 3652.5 * dayMs,
        seq: 3,
        mine: { reads: true, code: null, untilMs, ask: null },
        offered: [demoMarkings.frDr, demoMarkings.frNp],
        notOffered,
        rows: demoReaders,
    });
}

/** A labelled room of which nothing else matters. */
export function demoPlainGate(roomId: string, marking: NonNullable<GateSnapshot["marking"]>): GateSnapshot {
    return buildGate(roomId, {
        state: "ready",
        marking,
        admission: "cleared",
        owner: "urn:valise:agency:mfa",
        agencies: names,
        phase: "open",
        seq: 1,
        mine: { reads: true, code: null, untilMs, ask: null },
        offered: [marking],
        rows: demoReaders.filter((reader) => reader.because === "presentation"),
    });
}

/** What the person in the pictures holds. */
export function demoClearance(): ClearanceSnapshot {
    return buildClearance({
        trust: {
            state: "ok",
            code: null,
            bundleSeq: 41,
            bundleExpiresMs: epochMs(demoNowMs + 60 * dayMs),
            deviceOnly: [],
            lists: names.map(({ id, name }, index) => ({
                uri: `${id}/status/1`,
                agency: name,
                issuedAtMs: epochMs(demoNowMs - (2 + 4 * index) * 60_000),
                expiresAtMs: epochMs(demoNowMs + dayMs),
            })),
        },
        state: "held",
        agency: agencyNames.mfa,
        marking: demoMarkings.frS,
        claims: ["lvl:NP", "lvl:DR", "lvl:S", "cat:REL.FRA", "cat:MENTION.SF", "role:CHARTER", "role:CRISIS"],
        issuedAtMs: epochMs(Date.UTC(2026, 9, 14)),
        expiresAtMs: untilMs,
        identityCode: "7F2C 91A0 44DE 18B3",
    });
}
