import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

/** What the start of the engine needs in any case. */
const atStart = /zod|packages\/(base|clearance|labels)\/src\/(?!desk)/;

/**
 * The page and the engine's worker as separate module graphs. Nothing is inlined (no data: address, no inline script),
 * so that the strict content security policy of index.html holds; WebAssembly stays a file of its own and is streamed.
 */
export default defineConfig({
    root: import.meta.dirname,
    plugins: [react()],
    define: { __VALISE_VERSION__: JSON.stringify(version) },
    build: {
        target: "chrome130",
        assetsInlineLimit: 0,
        manifest: true,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        chunkSizeWarningLimit: 2000,
        // What nearly every screen shares is one file: many small ones compress worse.
        rolldownOptions: {
            output: { codeSplitting: { groups: [{ name: "shared", test: /\/src\//, minShareCount: 8 }] } },
        },
    },
    worker: {
        format: "es",
        rolldownOptions: {
            // Of the SDK only what the engine uses: its modules do nothing but define.
            treeshake: {
                moduleSideEffects: [
                    {
                        test: /node_modules\/(matrix-js-sdk|matrix-events-sdk|unhomoglyph|sdp-transform)\//,
                        sideEffects: false,
                    },
                ],
            },
            output: {
                entryFileNames: "worker/[name]-[hash].js",
                chunkFileNames: "worker/[name]-[hash].js",
                // What the engine's start and its later parts share is one file: many small ones compress worse.
                codeSplitting: { groups: [{ name: "shared", test: atStart, minShareCount: 2 }] },
            },
        },
    },
    server: { host: "127.0.0.1" },
    preview: { host: "127.0.0.1" },
});
