import { describe, expect, it } from "vitest";
import { refuseMalformedBackup } from "./refuseMalformedBackup.ts";

const url = "https://a.example/_matrix/client/v3/room_keys/version";
const whole = { algorithm: "m.megolm_backup.v1.curve25519-aes-sha2", version: "1", auth_data: { public_key: "k" } };
const answer = (body: string) => refuseMalformedBackup("GET", url, new Response(body, { status: 200 }));

describe("the server's word on the key backup", () => {
    it("passes when it is whole", async () => {
        expect(await (await answer(JSON.stringify(whole))).json()).toEqual(whole);
    });

    it.each(["{}", "[]", "<html>", '{"algorithm":1,"version":"1","auth_data":{}}', '{"algorithm":"a","version":"1"}'])(
        "is an error of the server when it is %s",
        async (body) => {
            expect((await answer(body)).status).toBe(502);
        },
    );

    it("leaves other answers alone", async () => {
        const other = new Response("{}", { status: 200 });
        expect(await refuseMalformedBackup("GET", "https://a.example/_matrix/client/v3/keys/query", other)).toBe(other);
    });
});
