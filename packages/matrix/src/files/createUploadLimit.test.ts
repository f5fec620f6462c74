import { err, ok } from "@valise/base";
import { describe, expect, it } from "vitest";
import type { HttpFailure } from "../http/HttpFailure.ts";
import type { JsonObject } from "../json.ts";
import { createUploadLimit } from "./createUploadLimit.ts";

function at(...answers: (JsonObject | HttpFailure["kind"])[]) {
    const asked: string[] = [];
    const request = async (_method: string, path: string) => {
        asked.push(path);
        const next = answers.shift() ?? "no-answer";
        return typeof next === "string" ? err({ kind: next } as HttpFailure) : ok(next);
    };
    return { asked, limit: createUploadLimit({ request }) };
}

describe("the largest upload", () => {
    it("is what the server says, asked once", async () => {
        const { asked, limit } = at({ "m.upload.size": 5_000 });
        expect(limit.bytes()).toBeNull();
        await limit.ask();
        await limit.ask();
        expect(limit.bytes()).toBe(5_000);
        expect(asked).toEqual(["/_matrix/client/v1/media/config"]);
    });

    it.each([[{}], [{ "m.upload.size": "5000" }], [{ "m.upload.size": -1 }], ["answered" as const]])(
        "is not known where the server says %j",
        async (answer) => {
            const { asked, limit } = at(answer);
            await limit.ask();
            await limit.ask();
            expect(limit.bytes()).toBeNull();
            expect(asked).toHaveLength(1);
        },
    );

    it("is asked for again when nobody answered", async () => {
        const { limit } = at("no-answer", { "m.upload.size": 5_000 });
        await limit.ask();
        await limit.ask();
        expect(limit.bytes()).toBe(5_000);
    });
});
