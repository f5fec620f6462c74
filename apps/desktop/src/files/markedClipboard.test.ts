import { describe, expect, it } from "vitest";
import { clipboardForms } from "./markedClipboard.ts";

describe("what is copied", () => {
    it("carries the marking first, in plain and in rich text", () => {
        expect(clipboardForms({ marking: "FR · SECRET", body: "Two\nlines" })).toEqual({
            "text/plain": "FR · SECRET\nTwo\nlines",
            "text/html": "<p><strong>FR · SECRET</strong></p><p>Two<br>lines</p>",
        });
    });

    it("is as it was where there is no marking, and never becomes HTML of its author's", () => {
        const forms = clipboardForms({ marking: null, body: "<img src=x onerror=alert(1)> & more" });
        expect(forms["text/plain"]).toBe("<img src=x onerror=alert(1)> & more");
        expect(forms["text/html"]).toBe("<p>&lt;img src=x onerror=alert(1)&gt; &amp; more</p>");
    });
});
