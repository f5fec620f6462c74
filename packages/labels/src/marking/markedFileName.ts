/**
 * A file that leaves keeps its mark where every other program shows it: first in its name, in letters, digits and brackets,
 * which every file system takes. No portion mark: the name as it is.
 */
export function markedFileName(portion: string | null | undefined, name: string): string {
    return portion == null ? name : `${portion.replace(/[^\p{L}\p{N}()-]+/gu, "-")} ${name}`;
}
