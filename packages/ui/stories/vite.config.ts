import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The gallery of all stories: `npm run stories -w @valise/ui`. */
export default defineConfig({
    root: import.meta.dirname,
    plugins: [react()],
    build: { outDir: "dist", emptyOutDir: true, modulePreload: false },
});
