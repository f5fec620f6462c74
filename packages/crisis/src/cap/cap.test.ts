import { CAP_1_2 } from "@dec112/cap-ts";
import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { block, claire, idOf, MFA, PAUL, received, refTo, SENT_S } from "../../test/samples.ts";
import { capVectors } from "../../test/vectors/capVectors.ts";
import { draftBroadcast } from "../broadcast/draftBroadcast.ts";
import { capOfBroadcast } from "./capOfBroadcast.ts";
import { type CapAlert, formatCapTime, parseCapTime } from "./capWire.ts";
import { formatCap, parseCap } from "./capXml.ts";
import { wishOfCap } from "./wishOfCap.ts";

const marking = "FR · DIFFUSION RESTREINTE – REL TO FRA, DEU";
const original = received({ crisis: idOf(1) });
const exercise = received(
    { status: "exercise", exerciseName: "SÉISME 26 <&>", supersedes: [refTo(original)] },
    { n: 8, iatS: SENT_S + 60, author: claire },
);
const xmlOf = (of: typeof original) => unwrap(formatCap(capOfBroadcast(of, { marking, senderName: "MFA" })));
const imports = { lead: MFA, nowS: SENT_S + 90, known: () => undefined };
const storm = unwrap(parseCap(String(capVectors().vectors[0]?.value)));

describe("an alert written for others", () => {
    it("is read by an independent parser as what it was, exercise and reference included", async () => {
        const alert = await CAP_1_2.Alert.fromXML(xmlOf(exercise));
        expect(alert).toMatchObject({
            identifier: idOf(8),
            sender: claire.sub,
            status: CAP_1_2.Alert_status.exercise,
            msgType: CAP_1_2.Alert_msgType.update,
            scope: CAP_1_2.Alert_scope.restricted,
            restriction: marking,
            note: "SÉISME 26 <&>",
            references: `${PAUL},${idOf(7)},2026-11-01T10:02:18-00:00`,
        });
        expect(
            alert.info_list.map(({ language, headline, description }) => ({ language, headline, description })),
        ).toEqual([
            {
                language: "en",
                headline: "Port Lazare airport closes",
                description: "Move every assembly point to Tamrin airfield now.",
            },
            {
                language: "fr",
                headline: undefined,
                description: "Déplacez tous les points de rassemblement vers Tamrin.",
            },
        ]);
        expect(alert.info_list[0]).toMatchObject({
            urgency: CAP_1_2.Alert_info_list_info_urgency.immediate,
            severity: CAP_1_2.Alert_info_list_info_severity.extreme,
            expires: "2026-11-02T10:03:18-00:00",
        });
    });

    it("leaves answers, audience and plan behind", () => {
        const options = [{ id: "zebra", texts: { en: "zebra" } }];
        const xml = xmlOf(received({ ask: { options }, audience: { agencies: [], posts: ["ZEBRA"], roles: [] } }));
        expect(xml.toLowerCase()).not.toContain("zebra");
    });

    it("is refused when its sender could not be named in CAP", () => {
        const odd = received({}, { author: { ...claire, sub: "@a,b:mfa.example" } });
        expect(formatCap(capOfBroadcast(odd, { marking }))).toMatchObject({ error: { path: "sender" } });
    });

    it("is read back as it was written", () => {
        const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((one) => one.trim() === one);
        const alerts = fc.record({
            texts: fc.dictionary(fc.constantFrom("en", "de", "fr"), fc.record({ body: text }), { minKeys: 1 }),
            note: text,
        });
        fc.assert(
            fc.property(alerts, ({ texts, note }) => {
                const alert = capOfBroadcast(received({ status: "exercise", exerciseName: note, texts }), { marking });
                expect(parseCap(unwrap(formatCap(alert)))).toEqual({ ok: true, value: alert });
            }),
            { numRuns: 60 },
        );
    });
});

describe("reading", () => {
    it("agrees with an independent parser", async () => {
        const xml = String(capVectors().vectors[0]?.value);
        const theirs = await CAP_1_2.Alert.fromXML(xml);
        expect(storm).toMatchObject({ identifier: theirs.identifier, sent: theirs.sent, sender: theirs.sender });
        const [info] = theirs.info_list;
        expect(storm.info[0]).toMatchObject({
            event: info?.event,
            headline: info?.headline,
            description: info?.description,
        });
        expect(storm.info[0]?.area[0]).toMatchObject({ areaDesc: info?.area_list[0]?.areaDesc });
    });

    it("never throws, whatever it is given", () => {
        const parts = fc.constantFrom(
            "<alert",
            "xmlns='urn:oasis:names:tc:emergency:cap:1.2'",
            ">",
            "</",
            "<a",
            "/>",
            "&amp;",
            "&",
            "<!--",
            "x",
            " ",
        );
        fc.assert(
            fc.property(fc.array(parts, { maxLength: 30 }), (words) => {
                expect(parseCap(words.join("")).ok).toBe(false);
            }),
            { numRuns: 200 },
        );
    });

    it("after any damage refuses, or reads what an undamaged file of those words would say", () => {
        const xml = String(capVectors().vectors[0]?.value);
        const damage = fc.tuple(
            fc.nat(xml.length - 1),
            fc.nat(6),
            fc.constantFrom("", "<", ">", "&", '"', "]]>", "a", "\u0000"),
        );
        fc.assert(
            fc.property(damage, ([at, length, put]) => {
                const read = parseCap(xml.slice(0, at) + put + xml.slice(at + length));
                if (read.ok) expect(parseCap(unwrap(formatCap(read.value)))).toEqual(read);
            }),
            { numRuns: 200 },
        );
    });

    it("takes dates with an offset, in whole seconds", () => {
        expect(parseCapTime("2026-11-01T12:02:18+02:00")).toBe(SENT_S);
        expect(parseCapTime(formatCapTime(SENT_S))).toBe(SENT_S);
        for (const text of [
            "2026-11-01T10:02:18",
            "2026-11-01T10:02:18.5-00:00",
            "2026-11-01T10:02:18+15:00",
            "2026-02-29T10:02:18-00:00",
        ])
            expect(parseCapTime(text)).toBeUndefined();
    });
});

describe("an alert from outside", () => {
    const with_ = (changes: Partial<CapAlert>) => wishOfCap({ ...storm, ...changes }, imports);

    it("becomes a draft that a broadcaster can send, never a FLASH by itself", () => {
        const wish = unwrap(with_({}));
        expect(wish).toMatchObject({
            status: "actual",
            precedence: "PRIORITY",
            texts: { "en-US": { headline: "Storm & hail" } },
        });
        expect(wish.texts["en-US"]?.body).toBe("Take cover — now\n\nAmador county");
        expect(unwrap(draftBroadcast(wish, idOf(3), imports.nowS)).expires).toBe(
            parseCapTime("2026-11-01T16:00:00-07:00"),
        );
        const gravest = storm.info.map((info) => ({ ...info, severity: "Extreme" as const }));
        expect(unwrap(with_({ info: gravest })).precedence).toBe("IMMEDIATE");
    });

    it("lives as long as it says, 30 days at most, a day where it does not say", () => {
        const until = (expiresS: number | undefined) => {
            const [{ expires: _expires, ...info }] = storm.info as [CapAlert["info"][number]];
            const expires = expiresS === undefined ? {} : { expires: formatCapTime(expiresS) };
            const wish = with_({ info: [{ ...info, ...expires }] });
            return wish.ok ? wish.value.expiresInS : wish.error.kind;
        };
        expect([until(imports.nowS + 1), until(imports.nowS), until(undefined)]).toEqual([1, "expired", undefined]);
        expect(until(imports.nowS + 40 * 86_400)).toBe(30 * 86_400);
    });

    it("keeps one text a language, with all areas in it", () => {
        const [info] = storm.info;
        const second = info && { ...info, area: [{ ...info.area[0]!, areaDesc: "Alpine county" }] };
        expect(unwrap(with_({ info: [info!, second!] })).texts["en-US"]?.body).toContain("Alpine county");
    });

    it("of our own is the same broadcast again", () => {
        const { texts, precedence, status } = unwrap(wishOfCap(unwrap(parseCap(xmlOf(original))), imports));
        expect({ texts, precedence, status }).toEqual({ texts: block().texts, precedence: "FLASH", status: "actual" });
    });

    it("updates and cancels what was broadcast here", () => {
        const alert = unwrap(parseCap(xmlOf(exercise)));
        const known = (sender: string, identifier: string) =>
            identifier === idOf(7) ? { ...refTo(original), sub: sender } : undefined;
        const wish = unwrap(wishOfCap(alert, { ...imports, known }));
        expect(wish).toMatchObject({
            status: "exercise",
            exerciseName: "SÉISME 26 <&>",
            supersedes: [refTo(original)],
        });
        expect(wishOfCap(alert, imports)).toMatchObject({ error: { kind: "unknown-reference", identifier: idOf(7) } });
    });

    it.each<[string, Partial<CapAlert>]>([
        ["not-an-alert", { status: "Draft" }],
        ["not-an-alert", { status: "System" }],
        ["not-an-alert", { msgType: "Ack" }],
        ["no-text", { info: [] }],
        ["unknown-language", { info: storm.info.map((info) => ({ ...info, language: "english" })) }],
        ["expired", { info: storm.info.map((info) => ({ ...info, expires: formatCapTime(SENT_S) })) }],
    ])("is refused: %s", (kind, changes) => {
        expect(with_(changes)).toMatchObject({ error: { kind } });
    });
});
