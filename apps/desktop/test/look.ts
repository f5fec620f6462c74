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
    const { violations } = await new AxeBuilder({ page: page as never }).analyze();
    expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(takeComplaints()).toEqual([]);
}
