import { expect, it } from "vitest";
import { createI18n } from "../i18n/createI18n.ts";
import { nameRole } from "./nameRole.ts";

it("a role is said in the reader's language, and one that is unknown here as it is written", async () => {
    const en = (await createI18n("en", "UTC")).getState();
    const de = (await createI18n("de", "UTC")).getState();
    expect(nameRole("CRISIS", en)).toBe("crisis authority");
    expect(nameRole("CRISIS", de)).toBe("Krisenbefugnis");
    expect(nameRole("WATCH.CONSULAR", en)).toBe("watch CONSULAR");
    expect(nameRole("ROOT", en)).toBe("role ROOT");
});
