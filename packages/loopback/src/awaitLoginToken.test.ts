import { expect, it } from "vitest";
import { awaitLoginToken } from "./awaitLoginToken.ts";

it("takes the sign-in that comes to its own address, and no other", async () => {
    using place = await awaitLoginToken("Done.");
    const waiting = place.token(20_000);
    const { origin } = new URL(place.address);
    expect((await fetch(`${origin}/?loginToken=forged`)).status).toBe(404);
    expect((await fetch(place.address)).status).toBe(404);
    const answer = await fetch(`${place.address}?loginToken=real`);
    expect([answer.status, await answer.text(), answer.headers.get("referrer-policy")]).toEqual([
        ...[200, "Done.", "no-referrer"],
    ]);
    expect(await waiting).toBe("real");
});

it("waits so long and no longer, and leaves no port behind", async () => {
    const place = await awaitLoginToken("");
    expect(await place.token(1)).toBeNull();
    place[Symbol.dispose]();
    await expect(fetch(place.address)).rejects.toThrow();
});
