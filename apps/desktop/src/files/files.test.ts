import { describe, expect, it } from "vitest";
import { askToSend, maxFileBytes } from "../features/conversation/conversationQuestion.ts";
import { sniffPicture } from "./sniffPicture.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (value: string) => new TextEncoder().encode(value);

describe("what a picture is", () => {
    it("is told by its first bytes, whatever it is called", () => {
        expect(sniffPicture(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe("image/png");
        expect(sniffPicture(bytes(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
        expect(sniffPicture(text("GIF89a"))).toBe("image/gif");
        expect(sniffPicture(text("RIFF0000WEBPVP8 "))).toBe("image/webp");
    });

    it.each([
        "<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        "<!doctype html>",
        "%PDF-1.7",
        "",
        "\ufeff<svg/>",
    ])("is never %j", (content) => {
        expect(sniffPicture(text(content))).toBeNull();
    });
});

describe("files that are to be sent", () => {
    it("leave out folders, which arrive empty, and what is too large, and say so", () => {
        const file = (name: string, size: number) => ({ name, size }) as File;
        const asked = askToSend([file("a.txt", 5), file("folder", 0), file("huge.iso", maxFileBytes + 1)]);
        expect(asked).toMatchObject({
            files: [{ name: "a.txt" }],
            leftOut: [
                { name: "folder", cause: "empty" },
                { name: "huge.iso", cause: "too-large" },
            ],
        });
    });
});
