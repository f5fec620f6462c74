import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The gallery of all stories: `npm run stories -w @valise/ui`. */
export default defineConfig({
    root: join(import.meta.dirname, "stories"),
    plugins: [react()],
    build: { outDir: "dist", emptyOutDir: true, modulePreload: false },
});
