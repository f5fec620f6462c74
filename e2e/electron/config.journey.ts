import { spawn } from "node:child_process";
import { describeLaunch } from "./support/launchApp.ts";
import { expect, test } from "./support/shellTest.ts";

test("a wrong configuration is told with file, place and what is expected, and nothing is opened", async ({
    stage,
    display,
}) => {
    const refusals: readonly (readonly [string, string, string])[] = [
        ["{", "is not valid JSON", "broken"],
        ['{"version":1,"agencies":[]}', "at agencies", "empty"],
        ['{"version":2,"agencies":[]}', "at version", "newer"],
        [
            '{"version":1,"agencies":[{"id":"a","name":"A","serverName":"a.example","clientUrl":"http://a.example"}]}',
            "at agencies[0].clientUrl: https",
            "unprotected",
        ],
    ];
    for (const [text, expected, name] of refusals) {
        const file = stage.writeFile(`${name}.json`, text);
        const { executablePath, args, env } = describeLaunch(stage, display, {
            profile: name,
            keyring: "none",
            args: [`--config=${file}`],
        });
        const child = spawn(executablePath, args, { env, stdio: ["ignore", "ignore", "pipe"], detached: true });
        let stderr = "";
        child.stderr.on("data", (chunk: Buffer) => {
            stderr += chunk.toString();
        });
        // The sentence stands in a window until it is closed; here it is read from the program's own words.
        await expect.poll(() => stderr, { timeout: 20_000 }).toContain(expected);
        expect(stderr).toContain(file);
        expect(stage.leftovers().filter((line) => line.includes("--type=renderer"))).toEqual([]);
        process.kill(-(child.pid ?? 0), "SIGKILL");
        await expect.poll(() => stage.leftovers()).toEqual([]);
    }
});
