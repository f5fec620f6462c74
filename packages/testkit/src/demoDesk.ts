import { epochMs } from "@valise/base";
import type { DeskHolderSnapshot, DeskSnapshot, EventId, RoomId } from "@valise/bridge";
import { demoNowMs, userIdOf } from "./builders.ts";
import { demoMarkings } from "./demoMarkings.ts";
import { buildDesk } from "./fakeDesk.ts";

const dayMs = 86_400_000;
const inDays = (days: number) => epochMs(demoNowMs + days * dayMs);

function holder(user: string, values: Partial<DeskHolderSnapshot>): DeskHolderSnapshot {
    return {
        userId: userIdOf(`@${user}:mfa.example`),
        marking: demoMarkings.frDrAll,
        want: "FR/DR REL=FRA",
        roles: [],
        expiresAtMs: inDays(54),
        status: "valid",
        identity: "checked",
        attestedCode: "7F2C 91A0 44DE",
        shownCode: null,
        changedAtMs: null,
        ...values,
    };
}

/** The desk of the picture: two ask, one identity changed, one clearance ends soon, one was taken away. */
export function demoDesk(): DeskSnapshot {
    const request = { marking: demoMarkings.frDrAll, roles: [], holds: demoMarkings.frNp } as const;
    return buildDesk({
        state: "open",
        keptBy: "passphrase",
        isOfficer: true,
        marking: demoMarkings.frDrAll,
        limits: {
            officer: "mfa-3",
            agency: "Foreign Ministry",
            policy: "FR",
            levels: [
                { level: "NP", marking: demoMarkings.frNp, allowed: true },
                { level: "DR", marking: demoMarkings.frDrAll, allowed: true },
                { level: "S", marking: demoMarkings.frS, allowed: true },
                {
                    level: "TS",
                    marking: { ...demoMarkings.frS, label: "FR/TS", text: "FR · TRÈS SECRET", portion: "(TS)" },
                    allowed: false,
                },
            ],
            categories: [
                { set: "MENTION", value: "SF", text: "SPÉCIAL FRANCE" },
                { set: "REL", value: "FRA", text: "FRA" },
                { set: "REL", value: "DEU", text: "DEU" },
            ],
            roles: ["BROADCAST", "CRISIS", "CHARTER"],
            maxDays: 90,
            expiresAtMs: epochMs(Date.UTC(2027, 2, 31)),
        },
        requests: [
            {
                ...request,
                id: "rosa",
                userId: userIdOf("@rosa:mfa.example"),
                want: "FR/DR REL=FRA",
                note: "Too low; crisis room leaves me out",
                atMs: epochMs(demoNowMs - 120_000),
            },
            {
                ...request,
                id: "jean",
                userId: userIdOf("@jean:mfa.example"),
                want: "FR/DR REL=FRA",
                note: "",
                atMs: epochMs(demoNowMs - 2_460_000),
            },
        ],
        spills: [
            {
                ...{ id: "spill-1", userId: userIdOf("@nadia:mfa.example"), marking: demoMarkings.frS, known: true },
                ...{ roomId: "!cell:mfa.example" as RoomId, eventId: "$draft" as EventId, closedAtMs: null },
                note: "Names of two sources in a paragraph meant for the cell only",
                atMs: epochMs(demoNowMs - 900_000),
                readers: ["@paul:mod.example", "@ines:mod.example", "@claire:mfa.example", "@w3:intel.example"].map(
                    (user, at) => ({
                        ...{ userId: userIdOf(user), devices: 1 + (at % 2) },
                        sharedAtMs: epochMs(demoNowMs - 3_600_000 - at * 60_000),
                    }),
                ),
                moreReaders: 0,
            },
        ],
        listIssuedAtMs: epochMs(demoNowMs - 120_000),
        identitiesCheckedAtMs: epochMs(demoNowMs - 60_000),
        entryCount: 164,
        strangers: [
            {
                userId: userIdOf("@eva:mfa.example"),
                shownCode: "B7R2 K04M 9XQ1 TT5C",
                atMs: epochMs(demoNowMs - 7_200_000),
            },
        ],
        rows: [
            holder("thomas", { expiresAtMs: inDays(6) }),
            holder("luc", {
                status: "identity-changed",
                shownCode: "02B8 5E17 C9F3",
                changedAtMs: epochMs(demoNowMs - 3_360_000),
            }),
            holder("nadia", { marking: demoMarkings.frS, want: "FR/S MENTION=SF REL=FRA", roles: ["BROADCAST"] }),
            holder("idris", { identity: "not-checked" }),
            holder("hugo", { status: "revoked", marking: demoMarkings.frS, want: "FR/S REL=FRA" }),
        ],
    });
}
