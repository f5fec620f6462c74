import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A command of an agency's: it fails the first time, then keeps what it was told, and what it could have seen besides. */
export function writeCommand(folder: string, name: string) {
    const [file, script] = [join(folder, `${name}.json`), join(folder, `${name}.sh`)];
    const at = (what: string) => join(folder, `${name}.${what}`);
    const keep = `cat >> ${at("told")}; env > ${at("env")}; tr '\\0' ' ' < /proc/$$/cmdline >> ${at("env")}`;
    writeFileSync(script, `#!/bin/sh\n[ -e ${at("tried")} ] || { touch ${at("tried")}; exit 1; }\n${keep}\n`, {
        mode: 0o755,
    });
    writeFileSync(file, JSON.stringify({ command: [script] }));
    const lines = () => readFileSync(at("told"), "utf8").trim().split("\n");
    return {
        file,
        told: () => lines().map((line) => JSON.parse(line)),
        surroundings: () => readFileSync(at("env"), "utf8"),
    };
}
