import { describe, expect, it } from "vitest";
import { openMemoryStore } from "../gate/message/testing/labelledRoom.ts";
import { createWithheldReasons } from "./createWithheldReasons.ts";

const [room, session, sender] = ["!room:a.example", "session", "@paul:b.example"];
const withheld = (content: object, from = sender) => ({
    type: "m.room_key.withheld",
    sender: from,
    content: { room_id: room, session_id: session, code: "m.unauthorised", ...content },
});

describe("why a key was withheld", () => {
    it("is known by its session and sender, also after a restart", async () => {
        const store = await openMemoryStore();
        await createWithheldReasons(store).take([withheld({ reason: "ATT_MISSING" })]);
        const again = createWithheldReasons(store);
        expect(await again.reasonOf(room, session, sender)).toBe("ATT_MISSING");
        expect(await again.reasonOf(room, session, "@other:b.example")).toBeNull();
        expect(await again.reasonOf(room, "another", sender)).toBeNull();
    });

    it.each([
        ["prose", { reason: "Click here to restore access" }],
        ["no reason", {}],
        ["another code of the standard", { code: "m.unverified", reason: "ATT_MISSING" }],
        ["no session", { session_id: null, reason: "ATT_MISSING" }],
    ])("is not taken from %s", async (_name, content) => {
        const reasons = createWithheldReasons(await openMemoryStore());
        await reasons.take([withheld(content)]);
        expect(await reasons.reasonOf(room, session, sender)).toBeNull();
    });
});
