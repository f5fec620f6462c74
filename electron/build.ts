/** Builds main and preload into `dist/`. Two bundles: a sandboxed preload may load nothing but itself. */
import { join } from "node:path";
import { build } from "vite";

const folder = import.meta.dirname;

for (const [name, isFirst] of [
    ["main", true],
    ["preload", false],
] as const)
    await build({
        configFile: false,
        root: folder,
        logLevel: "warn",
        // `import.meta.dirname` does not exist in a CommonJS file; there it is `__dirname`.
        define: { "import.meta.dirname": "__dirname" },
        ssr: { noExternal: true, target: "node" },
        build: {
            ssr: join(folder, "src", `${name}.ts`),
            outDir: join(folder, "dist"),
            emptyOutDir: isFirst,
            target: name === "main" ? "node20" : "chrome130",
            minify: false,
            rolldownOptions: {
                external: ["electron"],
                output: { format: "cjs", entryFileNames: `${name}.cjs`, codeSplitting: false },
            },
        },
    });
