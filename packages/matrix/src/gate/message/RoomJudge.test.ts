import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import type { SenderStanding } from "./RoomLabels.ts";
import { label, makeJudge, me, message, roomId, stands } from "./testing/labelledRoom.ts";

const refused = (code: string): SenderStanding => ({ kind: "refused", code });
const codeOf = ({ verdict }: { verdict: { kind: string; code: string | null } }) => `${verdict.kind} ${verdict.code}`;

describe("the verdict on a message of a labelled room", () => {
    it("is ok for a member who stands, within the room's label", async () => {
        const { judge } = await makeJudge(stands);
        expect(judge.judge(message("FR/DR REL=FRA,DEU"))).toMatchObject({
            labelled: "stated",
            verdict: { kind: "ok", code: null },
            marking: { portion: "(DR)" },
        });
    });

    it("refuses a label above the room's, and takes a missing one as the room's highest", async () => {
        const { judge } = await makeJudge(stands);
        expect(codeOf(judge.judge(message("FR/TS REL=FRA,DEU")))).toBe("refuse VRD-LABEL-ABOVE-ROOM");
        const bare = judge.judge(message(null));
        expect(codeOf(bare)).toBe("warn VRD-LABEL-MISSING");
        expect(bare.label).toEqual(label("FR/S REL=FRA,DEU"));
    });

    it("goes by the label inside, and says that another stood outside", async () => {
        const { judge } = await makeJudge(stands);
        const judged = judge.judge(message("FR/DR", { outer: { "org.valise.label": { v: 1, level: "TS" } } }));
        expect(judged.label).toEqual(label("FR/DR"));
        expect(codeOf(judged)).toBe("warn VRD-LABEL-OUTSIDE");
    });

    it("names the first failure in the protocol's order", async () => {
        const { judge } = await makeJudge(refused("ATT_MISSING"));
        expect(codeOf(judge.judge(message("FR/TS", { trust: "mismatch" })))).toBe("refuse VRD-SENDER-MISMATCH");
        expect(codeOf(judge.judge(message("FR/TS")))).toBe("refuse ATT_MISSING");
        expect(codeOf(judge.judge(message("FR/DR", { content: { "org.valise.room": "!other:a.example" } })))).toBe(
            "refuse VRD-ROOM-MISMATCH",
        );
        const repointed = { "org.valise.id": "i", "m.relates_to": { "m.in_reply_to": { event_id: "$forged" } } };
        expect(codeOf(judge.judge(message("FR/DR", { content: repointed })))).toBe("refuse VRD-RELATION");
    });

    it("only warns of stale trust data, of a key from the backup and while it is being checked", async () => {
        const { judge, now } = await makeJudge(refused("ATT_STATUS_STALE"));
        const event = message("FR/DR", { trust: "from-backup" });
        expect(codeOf(judge.judge(event))).toBe("warn ATT_STATUS_STALE");
        now.standing = { kind: "checking" };
        judge.changed();
        expect(codeOf(judge.judge(event))).toBe("warn VRD-CHECKING");
        now.standing = stands;
        judge.changed();
        expect(codeOf(judge.judge(event))).toBe("warn VRD-FROM-BACKUP");
    });

    it("says of each message of somebody let in by two officers that they were, also when that is long over", async () => {
        const { judge, now } = await makeJudge(stands);
        now.letInUntilMs = 1_000;
        const [during, after] = [message("FR/DR", { sentAtMs: 999 }), message("FR/DR", { sentAtMs: 1_000 })];
        judge.told([during, after]);
        expect([during, after].map((event) => codeOf(judge.judge(event)))).toEqual(["warn VRD-BREAK-GLASS", "ok null"]);
        now.standing = refused("ATT_MISSING");
        judge.changed();
        expect(codeOf(judge.judge(during))).toBe("warn VRD-BREAK-GLASS");
        const forged = message("FR/TS REL=FRA,DEU", { sentAtMs: 999 });
        expect(codeOf(judge.judge(forged))).toBe("refuse ATT_MISSING");
    });

    it("is open while the room's own label is not known, also for what was judged before", async () => {
        const { judge, now } = await makeJudge(stands);
        const event = message("FR/DR");
        expect(codeOf(judge.judge(event))).toBe("ok null");
        now.highest = null;
        judge.changed();
        expect(codeOf(judge.judge(event))).toBe("warn VRD-CHECKING");
        expect(judge.judge(event).marking).toBeNull();
    });

    it("takes one's own word without a presentation", async () => {
        const { judge } = await makeJudge({ kind: "left" });
        expect(codeOf(judge.judge(message("FR/DR", { sender: me })))).toBe("ok null");
    });
});

describe("history", () => {
    it("keeps its verdict when the sender's clearance ends, also after a restart", async () => {
        const { judge, kept, store, now } = await makeJudge(stands);
        const event = message("FR/DR");
        judge.told([event]);
        expect(codeOf(judge.judge(event))).toBe("ok null");
        now.standing = refused("ATT_REVOKED");
        judge.changed();
        expect(codeOf(judge.judge(event))).toBe("ok null");
        await kept.flush();
        const again = await makeJudge(refused("ATT_REVOKED"), store);
        expect(codeOf(again.judge.judge(event))).toBe("ok null");
    });

    it("refuses what comes after a revocation was seen, for good", async () => {
        const { judge, now } = await makeJudge(refused("ATT_REVOKED"));
        const event = message("FR/DR");
        judge.told([event]);
        expect(codeOf(judge.judge(event))).toBe("refuse ATT_REVOKED");
        now.standing = stands;
        judge.changed();
        expect(codeOf(judge.judge(event))).toBe("refuse ATT_REVOKED");
    });

    it("shows what was asked for as history of someone whose clearance has ended since, with the reason", async () => {
        const { judge } = await makeJudge(refused("ATT_EXPIRED"));
        expect(codeOf(judge.judge(message("FR/DR")))).toBe("warn ATT_EXPIRED");
        const news = message("FR/DR");
        judge.told([news]);
        expect(codeOf(judge.judge(news))).toBe("refuse ATT_EXPIRED");
    });

    it("is judged again when somebody presents after all", async () => {
        const { judge, now } = await makeJudge(refused("ATT_MISSING"));
        const event = message("FR/DR");
        expect(codeOf(judge.judge(event))).toBe("refuse ATT_MISSING");
        now.standing = stands;
        judge.changed();
        expect(codeOf(judge.judge(event))).toBe("ok null");
    });

    it("gives the same object while nothing it depends on changed", async () => {
        const { judge } = await makeJudge(stands);
        const event = message("FR/DR");
        const first = judge.judge(event);
        judge.changed();
        expect(judge.judge(event)).toBe(first);
    });

    it("is forgotten with the messages it is about", async () => {
        const { judge, kept, store } = await makeJudge(stands);
        const event = message("FR/DR");
        judge.judge(event);
        await kept.flush();
        await kept.forgetBefore(event.sentAtMs + 1);
        expect(kept.get(event.eventId)).toBeNull();
        expect(unwrap(await store.list("verdicts", roomId)).records).toEqual([]);
    });
});

describe("an edit", () => {
    it("counts when its label covers what it replaces", async () => {
        const { judge } = await makeJudge(stands);
        const original = message("FR/S REL=FRA,DEU");
        expect(judge.mayReplace(original, message("FR/S REL=FRA,DEU"))).toBe(true);
        expect(judge.mayReplace(original, message("FR/DR REL=FRA,DEU"))).toBe("lowered");
        expect(judge.mayReplace(original, message("FR/TS REL=FRA,DEU"))).toBe("refused");
        // Without a label it counts as the room's highest.
        expect(judge.mayReplace(message("FR/DR"), message(null))).toBe(true);
    });
});
