import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

/**
 * The file under `root` that an app URL names, or null. A link inside `root` that leads out of it is not followed; an
 * encoded separator, a NUL, a dot segment and a hidden name are no names of ours.
 */
export async function resolveAsset(root: string, url: string): Promise<string | null> {
    const segments = parseSegments(url);
    if (segments === null) return null;
    try {
        const realRoot = await realpath(root);
        const path = await realpath(join(realRoot, ...(segments.length === 0 ? ["index.html"] : segments)));
        if (!path.startsWith(realRoot + sep)) return null;
        return (await stat(path)).isFile() ? path : null;
    } catch {
        return null;
    }
}

function parseSegments(url: string): readonly string[] | null {
    if (!URL.canParse(url)) return null;
    const { pathname } = new URL(url);
    if (pathname === "/" || pathname === "") return [];
    try {
        const segments = pathname.slice(1).split("/").map(decodeURIComponent);
        return segments.every(isPlainName) ? segments : null;
    } catch {
        return null;
    }
}

const isPlainName = (name: string): boolean => /^[\w@-][\w.@-]*$/.test(name);
