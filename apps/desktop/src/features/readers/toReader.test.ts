import { epochMs } from "@valise/base";
import { buildReader, demoAgencies, demoNowMs } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createI18n } from "../../i18n/createI18n.ts";
import { createAgencyDirectory } from "../../people/createAgencyDirectory.ts";
import { toReader } from "./toReader.ts";

const translator = (await createI18n("en", "UTC")).getState();
const agencies = createAgencyDirectory(demoAgencies);
const of = (values: Parameters<typeof buildReader>[2]) =>
    toReader(buildReader("@jonas:mod.example", "Jonas Richter", values), agencies, translator, demoNowMs);
const refused = { reads: false, because: null, claims: [], untilMs: null } as const;
const hourMs = 3_600_000;

describe("one person in who can read", () => {
    it("reads by what was shown, until when", () => {
        expect(of({})).toMatchObject({
            state: "reads",
            headline: "Reads",
            detail: "At least DR and FRA · until 14 Jan 2027",
            code: undefined,
        });
    });

    it("does not read, with cause, the agency whose officer can help, and the code", () => {
        expect(of({ ...refused, code: "ATT_EXPIRED", untilMs: epochMs(demoNowMs - hourMs) })).toMatchObject({
            state: "refused",
            headline: "Clearance ended 09:08",
            detail: "Only a security officer of MOD can renew it.",
            code: "ATT_EXPIRED",
        });
        expect(of({ ...refused, code: "ATT_REVOKED" })).toMatchObject({ headline: "The clearance was revoked." });
    });

    it("says of oneself what one can do oneself", () => {
        expect(of({ ...refused, code: "ATT_REVOKED", isMe: true }).detail).toContain("your security officer");
    });

    it("reads when back, for a while yet, or let in by two officers: each told apart, the hour named", () => {
        expect(of({ ...refused, code: "ATT_KB_NONCE", whenBack: true })).toMatchObject({ state: "waits" });
        const until = { untilMs: epochMs(demoNowMs + hourMs) };
        expect(of({ ...until, because: "grace" })).toMatchObject({ state: "grace", headline: "Reads until 11:08" });
        expect(of({ ...until, because: "break-glass" })).toMatchObject({
            state: "glass",
            headline: "Let in until 11:08",
        });
    });

    it("is not blamed for an invitation that is still open, and a code of tomorrow is called unknown", () => {
        expect(of({ ...refused, membership: "invite", code: "ATT_MISSING" })).toMatchObject({
            headline: "Invited, not joined",
            detail: undefined,
        });
        expect(of({ ...refused, code: "ATT_OF_TOMORROW" }).headline).toBe(translator.t("cause.unknown"));
    });
});
