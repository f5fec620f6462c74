import { describe, expect, it } from "vitest";
import { checkLayers, importsOf, judgeImport } from "./checkLayers.ts";

describe("the check of layers", () => {
    it("sees plain, type-only, re-exported, side-effect and dynamic imports", () => {
        const source = [
            'import { a } from "one";',
            'import type { B } from "two";',
            'export * from "three";',
            'import "four";',
            'const x = await import("five");',
            "import {\n    c,\n    d,\n} from 'six';",
        ].join("\n");
        expect(importsOf(source)).toEqual(["one", "two", "three", "four", "five", "six"]);
    });

    it("refuses an arrow that is not drawn", () => {
        expect(judgeImport("packages/labels", "packages/labels/src/x.ts", "@valise/clearance")).not.toBeNull();
        expect(judgeImport("packages/ui", "packages/ui/src/x.tsx", "@valise/bridge")).not.toBeNull();
        expect(judgeImport("packages/clearance", "packages/clearance/src/x.ts", "@valise/labels")).toBeNull();
    });

    it("refuses the SDK outside packages/matrix, and platform modules in sans-I/O packages", () => {
        expect(judgeImport("apps/desktop", "apps/desktop/src/x.ts", "matrix-js-sdk/lib/client")).not.toBeNull();
        expect(judgeImport("packages/labels", "packages/labels/src/x.ts", "node:fs")).not.toBeNull();
        expect(judgeImport("packages/labels", "packages/labels/src/x.test.ts", "node:fs")).toBeNull();
    });

    it("refuses a relative path into another workspace", () => {
        expect(judgeImport("packages/ui", "packages/ui/src/x.ts", "../../bridge/src/index.ts")).not.toBeNull();
        expect(judgeImport("packages/ui", "packages/ui/src/x.ts", "./y.ts")).toBeNull();
    });

    it("holds for this repository", () => {
        expect(checkLayers(process.cwd())).toEqual([]);
    });
});
