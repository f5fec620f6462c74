import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The test-only page over the engine in memory; the product's build never sees it. */
export default defineConfig({
    root: import.meta.dirname,
    plugins: [react()],
    define: { __VALISE_VERSION__: JSON.stringify("test") },
    build: {
        target: "chrome130",
        assetsInlineLimit: 0,
        emptyOutDir: true,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: `${import.meta.dirname}/fake.html` },
    },
});
