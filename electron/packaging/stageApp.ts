import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const electronFolder = join(import.meta.dirname, "..");

/** Lays out what goes into app.asar: two bundles, the built page and a manifest. No node_modules, no source. */
export async function stageApp(folder: string, pageFolder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, "dist"), { recursive: true });
    for (const name of ["main.cjs", "preload.cjs"])
        await cp(join(electronFolder, "dist", name), join(folder, "dist", name));
    await cp(pageFolder, join(folder, "page"), {
        recursive: true,
        filter: (path) => path === pageFolder || !basename(path).startsWith("."),
    });
    const { version, license } = JSON.parse(await readFile(join(electronFolder, "package.json"), "utf8"));
    const manifest = {
        name: "valise",
        productName: "Valise",
        version,
        license,
        description: "End-to-end encrypted messenger in which several agencies work one crisis together",
        homepage: "https://valise.invalid/",
        author: { name: "The Valise authors", email: "packages@valise.invalid" },
        main: "dist/main.cjs",
        desktopName: "valise.desktop",
    };
    await writeFile(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
}
