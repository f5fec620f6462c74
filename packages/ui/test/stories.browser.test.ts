import { mkdir, readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GalleryWindow } from "../stories/gallery.tsx";
import { type Gallery, openGallery } from "./openGallery.ts";

declare const window: GalleryWindow & { axe: typeof axe };

const pictures = join(import.meta.dirname, "../test-results/stories");
const source = join(import.meta.dirname, "../src");
let gallery: Gallery;
let ids: readonly string[];

beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    gallery = await openGallery();
    ids = await gallery.page.evaluate(() => window.galleryStories);
    // By debugger and not as a script element, which the page's policy rightly refuses.
    await gallery.page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
}, 60_000);

afterAll(async () => gallery[Symbol.asyncDispose]());

/** What a person with a disability would meet, in one line each. */
async function seriousViolations(): Promise<readonly string[]> {
    const found = await gallery.page.evaluate(async () => {
        const result = await window.axe.run(document, {
            resultTypes: ["violations"],
            rules: {
                "target-size": { enabled: true },
                "page-has-heading-one": { enabled: false },
                region: { enabled: false },
            },
        });
        return result.violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .flatMap(({ id, nodes }) =>
                nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
            );
    });
    return found;
}

describe("every story", () => {
    it("stands beside every component", async () => {
        const folders = (await readdir(source, { withFileTypes: true })).filter((entry) => entry.isDirectory());
        const missing = [];
        for (const { name } of folders) {
            const files = await readdir(join(source, name));
            if (!files.some((file) => file.endsWith(".stories.tsx"))) missing.push(name);
        }
        expect(folders.length).toBeGreaterThan(20);
        expect(missing).toEqual([]);
        expect(ids.length).toBeGreaterThan(60);
    });

    for (const theme of ["light", "dark"] as const) {
        it(`is drawn without a complaint and passes axe in ${theme}`, { timeout: 60_000 }, async () => {
            const failures: string[] = [];
            gallery.takeComplaints();
            for (const id of ids) {
                await gallery.page.evaluate(([story, look]) => window.showStory(story, look), [id, theme] as const);
                await gallery.page.evaluate(() => new Promise((done) => setTimeout(done, 30)));
                const problems = [...gallery.takeComplaints(), ...(await seriousViolations())];
                failures.push(...problems.map((problem) => `${id}: ${problem}`));
                const path = join(pictures, `${id.replace("/", "-")}-${theme}.png`);
                await gallery.page.screenshot({ path, animations: "disabled" });
            }
            expect(failures).toEqual([]);
        });
    }
});
