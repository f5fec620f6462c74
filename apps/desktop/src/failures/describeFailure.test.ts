import { epochMs } from "@valise/base";
import type { EngineFailure, EngineFailureKind } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { createI18n } from "../i18n/createI18n.ts";
import { languages } from "../i18n/language.ts";
import { describeFailure, failureCode } from "./describeFailure.ts";
import { describeUndecryptable, undecryptableCodes } from "./describeUndecryptable.ts";

const samples: { readonly [K in EngineFailureKind]: Extract<EngineFailure, { kind: K }> } = {
    "invalid-input": { kind: "invalid-input", path: "roomId" },
    "not-signed-in": { kind: "not-signed-in" },
    "already-signed-in": { kind: "already-signed-in" },
    "wrong-password": { kind: "wrong-password" },
    "sign-in-expired": { kind: "sign-in-expired" },
    "account-locked": { kind: "account-locked" },
    "account-deactivated": { kind: "account-deactivated" },
    "signed-out-by-server": { kind: "signed-out-by-server", soft: true },
    "server-unreachable": { kind: "server-unreachable" },
    "server-error": { kind: "server-error", status: 503 },
    "rate-limited": { kind: "rate-limited", retryAtMs: epochMs(0) },
    "not-allowed": { kind: "not-allowed", errcode: "M_FORBIDDEN" },
    "not-found": { kind: "not-found" },
    "too-large": { kind: "too-large", limitBytes: 50_000_000 },
    "not-a-matrix-server": { kind: "not-a-matrix-server" },
    "store-in-use": { kind: "store-in-use" },
    "store-corrupt": { kind: "store-corrupt", part: "crypto" },
    "store-newer": { kind: "store-newer" },
    "store-key-wrong": { kind: "store-key-wrong" },
    "store-full": { kind: "store-full" },
    "recovery-code-malformed": { kind: "recovery-code-malformed" },
    "recovery-code-wrong": { kind: "recovery-code-wrong" },
    "recovery-not-set-up": { kind: "recovery-not-set-up" },
    "verify-needed": { kind: "verify-needed" },
    "verification-cancelled": { kind: "verification-cancelled", by: "them", code: "m.timeout" },
    "encryption-not-ready": { kind: "encryption-not-ready" },
    "encryption-weakened": { kind: "encryption-weakened" },
    "file-damaged": { kind: "file-damaged" },
    refused: { kind: "refused", code: "ATT_EXPIRED" },
    cancelled: { kind: "cancelled" },
    unexpected: { kind: "unexpected", name: "TypeError" },
};

describe.each(languages)("refusals in %s", (language) => {
    it("say what happened, what to do next and a code, each in words of its own", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        const words = Object.values(samples).map((failure) => describeFailure(failure, translator));
        for (const { what, next, code } of words) {
            expect(`${what} ${next}`).not.toMatch(/failure\.|\{\{/);
            expect(what.length).toBeGreaterThan(12);
            expect(code).toMatch(/^[A-Z]/);
        }
        expect(new Set(words.map(({ what }) => what)).size).toBe(words.length);
    });

    it("name the cause of every unreadable message", async () => {
        const translator = (await createI18n(language, "UTC")).getState();
        for (const code of undecryptableCodes) {
            expect(JSON.stringify(describeUndecryptable(code, translator))).not.toContain("utd.");
        }
        expect(describeUndecryptable("UTD-OF-NEXT-YEAR", translator)).toEqual(
            describeUndecryptable("UTD-UNKNOWN", translator),
        );
    });
});

describe("codes for the service desk", () => {
    it("tell causes of one kind apart", () => {
        expect(failureCode(samples["server-error"])).toBe("SERVER-ERROR-503");
        expect(failureCode(samples["not-allowed"])).toBe("NOT-ALLOWED-M_FORBIDDEN");
        expect(failureCode(samples["store-corrupt"])).toBe("STORE-CORRUPT-CRYPTO");
    });
});
