import { defineConfig } from "@playwright/test";

/** `npm run test:package`: builds deb and AppImage and runs them on this machine, as root. Two minutes, so apart. */
export default defineConfig({ testDir: ".", testMatch: "*.packages.ts", workers: 1, outputDir: "../../test-results" });
