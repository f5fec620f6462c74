import type { EngineOutput } from "@valise/bridge";
import { demoNowMs } from "./builders.ts";

const dayMs = 86_400_000;

/** The trust bundle of the pictures: three agencies, one list of which is old. */
export function demoTrust(): EngineOutput<"readTrust"> {
    const agency = (id: string, name: string, ageMs: number | null) => ({
        ...{ id: `urn:valise:agency:${id}`, name, servers: [`${id}.example`] },
        roots: [{ kid: `${id}-root-9hB2xY7c`, fromMs: demoNowMs - 200 * dayMs, untilMs: demoNowMs + 165 * dayMs }],
        ceilings: id === "intel" ? ["FR · SECRET"] : ["FR · SECRET", "NATO RESTRICTED"],
        lists: [
            {
                uri: `urn:valise:agency:${id}/status/1`,
                seq: ageMs === null ? null : 812,
                issuedAtMs: ageMs === null ? null : demoNowMs - ageMs,
                expiresAtMs: ageMs === null ? null : demoNowMs - ageMs + dayMs,
            },
        ],
        statusKeys: [`${id}-status-Kq41`],
        callsInCrisis: id !== "intel",
    });
    return {
        ...{ community: "urn:valise:community:demo", seq: 41, issuedAtMs: demoNowMs - 20 * dayMs },
        ...{ expiresAtMs: demoNowMs + 60 * dayMs, digest: "m3Jq0c1Zt8vB", threshold: 2 },
        signedBy: ["4TfT0nPqfK2oM8w", "Zx81LmQ0aRr5d3u"],
        agencies: [
            agency("mfa", "Foreign Ministry", 120_000),
            agency("mod", "Ministry of Defence", 3 * dayMs),
            agency("intel", "Intelligence Service", null),
        ],
        policies: [
            { name: "FR", levels: 4, digest: "Qe5c0d9XyA", known: true },
            { name: "NATO", levels: 5, digest: "0bP7sT2uLk", known: true },
        ],
        equals: [{ from: "FR · DIFFUSION RESTREINTE", to: "NATO RESTRICTED" }],
    };
}
