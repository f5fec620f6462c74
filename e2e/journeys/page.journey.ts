import { expect, test } from "@playwright/test";
import { publishedStack } from "../support/demoStack.ts";
import { openBrowser } from "../support/person.ts";

/** Everything a script in the page could reach of what the origin stores, and what the page shows. */
const readOrigin = async () => {
    const databases = await indexedDB.databases();
    const stored: string[] = [
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
    ];
    for (const { name } of databases) {
        const database = await new Promise<IDBDatabase>((done, fail) => {
            const request = indexedDB.open(name ?? "");
            request.onsuccess = () => done(request.result);
            request.onerror = () => fail(request.error);
        });
        for (const store of database.objectStoreNames) {
            const all = database.transaction(store).objectStore(store).getAll();
            await new Promise((done) => {
                all.onsuccess = done;
            });
            const text = (value: unknown) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value);
            stored.push(JSON.stringify(all.result, (_, value) => text(value)));
        }
        database.close();
    }
    return stored.join("\n");
};

test("nothing secret lies in the page, its addresses or its storage", async ({ browser }) => {
    const stack = publishedStack();
    const { context, person } = await openBrowser(browser, stack, "mod", 1);
    const addresses: string[] = [];
    const tokens = new Set<string>();
    context.on("request", (request) => {
        addresses.push(request.url());
        const token = request.headers().authorization?.replace("Bearer ", "");
        if (token !== undefined) tokens.add(token);
    });
    const lines: string[] = [];
    person.page.on("console", (message) => lines.push(message.text()));
    const code = await person.signInForTheFirstTime();
    await person.createRoom("Canary room 7316", []);
    await person.say("Canary body 9925");
    await person.sees("Canary body 9925", "sent");

    const stored = await person.page.evaluate(readOrigin);
    expect(stored.length).toBeGreaterThan(1000);
    const secrets = [code, code.replaceAll(" ", ""), "Canary body 9925", "Canary room 7316", ...tokens];
    expect(tokens.size).toBeGreaterThan(0);
    for (const secret of secrets) {
        expect(stored).not.toContain(secret);
        expect(addresses.join("\n")).not.toContain(secret);
        expect(addresses.join("\n")).not.toContain(encodeURIComponent(secret));
        expect(lines.join("\n")).not.toContain(secret);
    }
    const shown = await person.page.content();
    for (const token of tokens) expect(shown).not.toContain(token);
    expect(addresses.filter((address) => !/^(http:\/\/127\.0\.0\.1:\d+\/|blob:|data:)/.test(address))).toEqual([]);
    await context.close();
});
