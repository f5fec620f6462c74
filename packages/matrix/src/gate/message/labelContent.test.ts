import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { labelContent, labelFieldOf, unmarkContent } from "./labelContent.ts";
import { readMessageLabel, shownContent } from "./readMessageLabel.ts";
import { label, labelled, registry } from "./testing/labelledRoom.ts";

const room = (text: string, ownPolicy = "FR") => labelled(text, { ownPolicy });

describe("content under a label", () => {
    const content = {
        msgtype: "m.text",
        body: "Two coaches",
        format: "org.matrix.custom.html",
        formatted_body: "<b>Two</b>",
    };
    const marked = unwrap(labelContent(content, label("FR/DR REL=FRA,DEU"), registry));

    it("starts every text that another client shows with the portion mark", () => {
        expect(marked).toMatchObject({ body: "(DR) Two coaches", formatted_body: "(DR) <b>Two</b>" });
        const edit = { ...content, body: "* Three", "m.new_content": { ...content, body: "Three" } };
        expect(unwrap(labelContent(edit, label("FR/DR"), registry))).toMatchObject({
            body: "(DR) * Three",
            "m.new_content": { body: "(DR) Three", formatted_body: "(DR) <b>Two</b>" },
        });
    });

    it("is shown by us as it was written", () => {
        expect(shownContent(marked, readMessageLabel(marked, room("FR/DR REL=FRA,DEU")), room("FR/DR"))).toMatchObject(
            content,
        );
    });

    it("keeps a mark that is not its own in sight", () => {
        const other = { ...marked, body: "(TS) Two coaches" };
        expect(unmarkContent(other, label("FR/DR REL=FRA,DEU"), registry).body).toBe("(TS) Two coaches");
    });

    it("escapes a mark of which HTML would make an element", () => {
        const top = unwrap(labelContent(content, label("US/TS"), registry));
        expect(top.formatted_body).not.toMatch(/^\([^)]*<[a-z]/);
        expect(unmarkContent(top, label("US/TS"), registry)).toMatchObject(content);
    });
});

describe("the label a message is read with", () => {
    it("is the room's highest where none is said, or none can be read", () => {
        expect(readMessageLabel({ body: "x" }, room("FR/S"))).toMatchObject({
            labelled: "missing",
            label: label("FR/S"),
            marking: { label: "FR/S" },
        });
        expect(readMessageLabel({ "org.valise.label": "FR/DR" }, room("FR/S"))).toMatchObject({
            labelled: "unreadable",
        });
    });

    it("shows a stranger's words beside what they are handled as", () => {
        const marking = { text: "XX · GEHEIM", portion: "(G)", field: "#ffff00" };
        const content = { "org.valise.label": { v: 1, policy: "XX", level: "G", categories: {}, marking } };
        expect(readMessageLabel(content, room("FR/S")).marking).toMatchObject({
            label: null,
            text: "XX · GEHEIM",
            ink: "#000000",
            handling: expect.stringContaining("SECRET"),
        });
    });

    it("puts one's own handling line beside a foreign marking", () => {
        const content = unwrap(labelContent({ body: "x" }, label("DE/NFD"), registry));
        expect(readMessageLabel(content, room("DE/NFD", "FR")).marking).toMatchObject({
            label: "DE/NFD",
            handling: expect.stringContaining("DIFFUSION RESTREINTE"),
        });
        expect(readMessageLabel(content, room("DE/NFD", "DE")).marking?.handling).toBeNull();
    });

    it("is unreadable where two labels in one content disagree", () => {
        const edit = unwrap(labelContent({ body: "* x", "m.new_content": { body: "x" } }, label("FR/S"), registry));
        const low = unwrap(labelContent({ body: "x" }, label("FR/DR"), registry));
        expect(labelFieldOf({ ...edit, "m.new_content": low })).toBeNull();
        expect(readMessageLabel({ ...edit, "m.new_content": low }, room("FR/S"))).toMatchObject({
            labelled: "unreadable",
        });
    });

    it("is not known while the room's own label is not", () => {
        const checking = { ...room("FR/S"), label: null, highest: null };
        expect(readMessageLabel({ body: "x" }, checking)).toMatchObject({ label: null, marking: null });
    });
});
