import type { MarkingSnapshot } from "@valise/bridge";
import type { MarkedFile } from "../conversation/conversationQuestion.ts";
import type { FoundAbove } from "./findBrought.ts";

/** Looks through what comes in from outside for markings of its own. The policies are loaded when first needed. */
export interface BroughtScan {
    /** `unchecked`: the search could not be loaded; the person has to look. */
    text(text: string, room: MarkingSnapshot | null): Promise<FoundAbove | "unchecked" | null>;
    files(files: readonly File[], room: MarkingSnapshot | null): Promise<readonly MarkedFile[]>;
}

/** Markings stand at the top of a file and of its pages; the rest is not read into the page. */
const readBytes = 256_000;
const textNames = /\.(txt|md|csv|tsv|json|xml|html?|eml|log|rtf)$/i;

export const broughtScan: BroughtScan = {
    async text(text, room) {
        // A marking has a capital or a bracket; small talk loads nothing.
        if (!/[\p{Lu}(]/u.test(text)) return null;
        try {
            const { findBrought } = await import("./findBrought.ts");
            return findBrought(text, room);
        } catch {
            return "unchecked";
        }
    },
    async files(files, room) {
        const marked: MarkedFile[] = [];
        for (const file of files.filter(isText)) {
            const found = await broughtScan.text(await file.slice(0, readBytes).text(), room);
            if (found !== null && found !== "unchecked") marked.push({ name: file.name, marking: found.text });
        }
        return marked;
    },
};

const isText = (file: File): boolean => file.type.startsWith("text/") || textNames.test(file.name);
