import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "vitest";
import type { OpenedApp } from "./openFakeApp.ts";

/** Pictures of the last run, git-ignored. */
const pictures = join(import.meta.dirname, "../test-results");

/** Takes a picture and demands that axe, the console and the content security policy have nothing to say. */
export async function look({ page, takeComplaints }: OpenedApp, name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    // No frames here: it need not open a page of its own to gather what each found, which takes as long again.
    const axe = new AxeBuilder({ page: page as never }).setLegacyMode(true).options({ resultTypes: ["violations"] });
    const { violations } = await axe.analyze();
    expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(takeComplaints()).toEqual([]);
}
