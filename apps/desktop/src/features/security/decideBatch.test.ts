import { createFakeEngine, userIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createBatchViewModel } from "./createBatchViewModel.ts";
import { isRefused, mayBeIssued, mustBeRecorded, orderBatch } from "./decideBatch.ts";

const wish = (line: number) => ({
    ...{ line, userId: userIdOf(`@p${line}:mfa.example`), want: "FR/NP", roles: [], identityCode: null, until: null },
});
const done = { identity: "checked", expiresAtMs: 1, gains: [], loses: [], deviceIds: [] } as const;
const outcome = (line: number, code: string | null) => ({ userId: wish(line).userId, code, ...done });
const row = (line: number, code: string | null) => ({
    wish: wish(line),
    outcome: { ...outcome(line, code), gains: [], loses: [], deviceIds: [] },
});

describe("a file of clearances on the screen", () => {
    it("shows refused rows before the rest, each in the file's order", () => {
        const rows = [
            row(2, null),
            row(3, "no-identity"),
            { wish: wish(4), outcome: null },
            row(5, "identity-differs"),
        ];
        expect(orderBatch(rows).map((each) => each.wish.line)).toEqual([3, 5, 2, 4]);
        expect(rows.map(isRefused)).toEqual([false, true, false, true]);
        expect(rows.map(mayBeIssued)).toEqual([true, false, false, false]);
        expect(rows.map(mustBeRecorded)).toEqual([false, false, false, true]);
    });

    it("issues what the preview let pass, and sends a differing identity along so that the alarm is recorded", async () => {
        const engine = createFakeEngine();
        const batch = createBatchViewModel(engine);
        batch.show(60);
        const lines = [
            "user,clearance,identity_code",
            "@a:mfa.example,FR/DR,AAAA",
            "@b:mfa.example,FR/DR,",
            "@c:mfa.example,FR/DR,DIFFERS",
        ];
        await batch.choose({ name: "posted.csv", text: lines.join("\n") });
        expect(batch.getState()).toMatchObject({ stage: "preview", failure: null, refusal: null, decidedCount: 3 });
        expect(batch.getState().rows.map((each) => each.outcome?.code)).toEqual([
            null,
            "identity-code-missing",
            "identity-differs",
        ]);
        await batch.issue();
        const calls = engine.calls.filter(({ method }) => method === "issueClearances");
        expect(calls.map(({ input }) => input)).toMatchObject([
            { dryRun: true, days: 60, rows: [{ line: 2 }, { line: 3 }, { line: 4 }] },
            { dryRun: false, days: 60, rows: [{ line: 2 }, { line: 4 }] },
        ]);
    });

    it("takes nothing of a file that it cannot read whole, and says where", async () => {
        const batch = createBatchViewModel(createFakeEngine());
        batch.show(60);
        await batch.choose({ name: "posted.csv", text: "name,clearance\n" });
        expect(batch.getState()).toMatchObject({ rows: [], refusal: { line: 1, reason: "header" } });
    });
});
