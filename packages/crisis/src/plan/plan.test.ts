import { unwrap } from "@valise/base";
import { nobleCrypto } from "@valise/clearance";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf, INTEL, idOf, MFA, MOD, SENT_S } from "../../test/samples.ts";
import { signer, verified } from "../../test/statements.ts";
import { template } from "../../test/vectors/planVectors.ts";
import { directoryOf } from "../watch/directory.ts";
import type { Handover } from "../watch/handover.ts";
import { checklistTasks } from "./checklist.ts";
import { decidePhase, exerciseMarkOf, type PhaseRefusal } from "./phase.ts";
import { newestTemplates, readTemplate, rosterKey, rosterOfTemplate, type Template } from "./template.ts";
import { NO_DUFF_KEY, type Phase, type PhaseWire } from "./wire.ts";

const directoryOfficer = (agency: string) => signer(`@dir:${agency.split(":").at(-1)}.example`, agency, "DIRECTORY");

describe("a template", () => {
    it("holds for those agencies whose directory signed, its lead among them", () => {
        const read = (...agencies: readonly string[]) =>
            readTemplate(verified("template", template, agencies.map(directoryOfficer)));
        expect(unwrap(read(MFA, MOD)).signedBy).toEqual([MFA, MOD]);
        expect(read(MOD)).toMatchObject({ error: { kind: "lead-not-signed" } });
        const wrong = verified("template", template, [signer("@c:mfa.example", MFA, "CRISIS")]);
        expect(readTemplate(wrong)).toMatchObject({ error: { kind: "lead-not-signed" } });
    });

    it("is the newest of its name, in any order", () => {
        const of = (n: number, seq: number): Template => ({ ...template, seq, digest: digestOf(n), signedBy: [MFA] });
        fc.assert(
            fc.property(fc.shuffledSubarray([of(1, 1), of(2, 2), of(3, 2)], { minLength: 3 }), (templates) => {
                expect(newestTemplates(templates).map(({ digest }) => digest)).toEqual([digestOf(3)]);
            }),
            { numRuns: 12 },
        );
    });

    it("calls whoever holds the watch, and says why it calls nobody", () => {
        const [claire, paul] = ["@claire:mfa.example", "@paul:mod.example"];
        const role = (id: string, eligible: string[]) => ({
            id,
            names: { en: id },
            eligible,
            deputies: ["@mei:mfa.example"],
        });
        const part = (agency: string, ...roles: ReturnType<typeof role>[]) => ({
            ...{ agency, part: "all", seq: 1, iat: SENT_S, posts: [], people: [], digest: digestOf(1) },
            roles,
        });
        const directory = directoryOf([
            part(MFA, role("OPS", [claire]), role("PRESS", [claire]), role("DESK", [])),
            part(MOD, role("J3", [paul])),
            part(INTEL, role("WATCH", [])),
        ]);
        const takes = (agency: string, id: string, to: string, n: number): Handover => ({
            agency,
            role: id,
            iat: SENT_S,
            from: null,
            to,
            digest: digestOf(n),
            byGiver: false,
        });
        const handovers = [takes(MFA, "OPS", claire, 1), takes(MOD, "J3", paul, 2), takes(MFA, "DESK", paul, 3)];
        const roles = [
            ...["OPS", "PRESS", "DESK", "NONE"].map((id) => ({ agency: MFA, role: id, required: true })),
            { agency: MOD, role: "J3", required: false },
            { agency: INTEL, role: "WATCH", required: false },
        ];
        const plan: Template = { ...template, roles, digest: digestOf(1), signedBy: [MFA, MOD] };
        const without = new Set([rosterKey({ agency: MOD, role: "J3" })]);
        const lines = rosterOfTemplate(plan, directory, handovers, without);
        expect(lines.map(({ watch, why }) => why ?? watch?.holder)).toEqual([
            claire,
            "nobody-on-watch",
            "not-eligible",
            "unknown-role",
            "left-out",
            "agency-not-signed",
        ]);
        expect(lines[0]?.deputies).toEqual(["@mei:mfa.example"]);
        const key = (role: string) => rosterKey({ agency: MFA, role });
        const instead = new Map([
            [key("OPS"), "@mei:mfa.example"],
            [key("PRESS"), "@mei:mfa.example"],
            [key("DESK"), claire],
        ]);
        const deputed = rosterOfTemplate(plan, directory, handovers, new Set(), instead);
        expect(deputed.slice(0, 3).map(({ called, why }) => why ?? called)).toEqual([
            "@mei:mfa.example",
            "@mei:mfa.example",
            "not-eligible",
        ]);
    });
});

describe("a checklist", () => {
    it("becomes tasks with owner and time, in the writer's language or any, named alike by whoever opens", async () => {
        const plan: Template = {
            ...template,
            checklist: [...template.checklist, { id: "press", texts: { fr: "Prévenir la presse" } }],
            digest: digestOf(1),
            signedBy: [MFA],
        };
        expect(await checklistTasks(plan, { openedS: SENT_S, languages: ["de"], crypto: nobleCrypto })).toEqual([
            {
                kind: "task",
                // By another implementation of SHA-256, of the digest and the item's id.
                task: "hFT2SszIYPevzA-ygXYySw",
                state: "open",
                text: "Ask the navy for one ship",
                owner: "OPS",
                dueS: SENT_S + 3600,
                checklist: "ships",
            },
            {
                kind: "task",
                task: "DOqUftcg37ERlWcRmXstAA",
                state: "open",
                text: "Prévenir la presse",
                checklist: "press",
            },
        ]);
    });
});

const phase = (changes: Partial<PhaseWire> = {}): PhaseWire => ({
    ...{ v: 1, crisis: idOf(1), seq: 1, iat: SENT_S, phase: "alert", lead: MFA, exercise: false },
    ...{ name: "Kessara earthquake", startedS: SENT_S },
    ...changes,
});
const context = { author: { agency: MFA, roles: ["CRISIS"] }, authorities: [MFA, MOD], exercise: false };

describe("phases of a crisis", () => {
    it("follow the table, and closed is the end", () => {
        const all: readonly Phase[] = ["alert", "response", "recovery", "closed"];
        const allowed = all.map((from) =>
            all.filter((to) => decidePhase(phase({ phase: from }), phase({ seq: 2, phase: to }), context).ok),
        );
        expect(allowed).toEqual([
            ["alert", "response", "closed"],
            ["response", "recovery", "closed"],
            ["response", "recovery", "closed"],
            [],
        ]);
        expect(all.filter((to) => decidePhase(undefined, phase({ phase: to }), context).ok)).toEqual([
            "alert",
            "response",
        ]);
    });

    it("is taken as it stands by who comes later, but not from just anybody", () => {
        const later = phase({ seq: 3, phase: "recovery" });
        expect(decidePhase(undefined, later, context)).toEqual({ ok: true, value: later });
        const stranger = { ...context, author: { agency: MFA, roles: ["BROADCAST"] } };
        expect(decidePhase(undefined, later, stranger)).toMatchObject({ error: { kind: "not-a-crisis-authority" } });
    });

    it("may change lead and name while they stay", () => {
        expect(decidePhase(phase(), phase({ seq: 2, lead: MOD, name: "Kessara" }), context).ok).toBe(true);
    });

    it.each<[PhaseRefusal["kind"], Partial<PhaseWire>, object]>([
        ["not-a-crisis-authority", {}, { author: { agency: MFA, roles: ["BROADCAST"] } }],
        ["not-a-crisis-authority", {}, { author: { agency: INTEL, roles: ["CRISIS"] } }],
        ["another-crisis", { crisis: idOf(2) }, {}],
        ["rolled-back", { seq: 1 }, {}],
        ["exercise-changed", { exercise: true }, {}],
        ["exercise-changed", { exercise: true }, { exercise: true }],
        ["exercise-changed", {}, { exercise: true }],
        ["start-changed", { startedS: SENT_S + 1 }, {}],
        ["no-such-step", { phase: "recovery" }, {}],
    ])("are refused: %s", (kind, changes, more) => {
        expect(decidePhase(phase(), phase({ seq: 2, ...changes }), { ...context, ...more })).toMatchObject({
            error: { kind },
        });
    });
});

describe("the exercise mark", () => {
    it("stands on everything in an exercise but what its author says is real", () => {
        const exercise = { exercise: true };
        expect(exerciseMarkOf(exercise, {})).toBe("exercise");
        expect(exerciseMarkOf(exercise, { [NO_DUFF_KEY]: true })).toBe("no-duff");
        expect(exerciseMarkOf(exercise, { [NO_DUFF_KEY]: "true" })).toBe("exercise");
        expect(exerciseMarkOf(exercise, {}, "actual")).toBe("no-duff");
        expect(exerciseMarkOf(exercise, { [NO_DUFF_KEY]: true }, "exercise")).toBe("exercise");
    });

    it("stands on an exercise broadcast anywhere, and on nothing else in a real crisis", () => {
        const actual = { exercise: false };
        expect(exerciseMarkOf(actual, {}, "exercise")).toBe("exercise");
        expect(exerciseMarkOf(actual, {}, "test")).toBe("test");
        expect([exerciseMarkOf(actual, {}), exerciseMarkOf(actual, { [NO_DUFF_KEY]: true })]).toEqual(["none", "none"]);
    });
});
