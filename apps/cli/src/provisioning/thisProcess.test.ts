import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { thisProcess } from "./thisProcess.ts";

it("takes a process for gone only when it was this machine's and is not there any more", () => {
    const { process: own, isGone } = thisProcess();
    expect(isGone(own)).toBe(false);
    const { pid } = spawnSync("true");
    const [machine] = own.split(` ${process.pid} `);
    expect(isGone(`${machine} ${pid} 12345`)).toBe(true);
    expect(isGone(`${machine} ${process.pid} 1`)).toBe(true);
    expect(isGone(`elsewhere 00000000 ${pid} 12345`)).toBe(false);
    expect(isGone("")).toBe(false);
});
