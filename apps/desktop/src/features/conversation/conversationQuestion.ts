/** What is asked before it is done. */
export type ConversationQuestion =
    | { readonly kind: "delete"; readonly key: string }
    | { readonly kind: "open-file"; readonly key: string; readonly name: string }
    | {
          readonly kind: "send-files";
          readonly files: readonly File[];
          readonly leftOut: readonly LeftOutFile[];
          /** Files whose own marking is above the room's; null while they are being looked through. */
          readonly marked: readonly MarkedFile[] | null;
      }
    | { readonly kind: "open-link"; readonly url: string; readonly shownText: string };

export interface MarkedFile {
    readonly name: string;
    readonly marking: string;
}

export interface LeftOutFile {
    readonly name: string;
    readonly cause: "empty" | "too-large";
}

/** Above this the page would have to hold too much of it at once. */
export const maxFileBytes = 100_000_000;

/** Which of the files a person picked, pasted or dropped can be sent; a folder arrives as an empty file. */
export function askToSend(files: readonly File[]): Extract<ConversationQuestion, { kind: "send-files" }> {
    const leftOut = files.flatMap((file): LeftOutFile[] => {
        const cause = causeOf(file);
        return cause === null ? [] : [{ name: file.name.slice(0, 200), cause }];
    });
    return { kind: "send-files", files: files.filter((file) => causeOf(file) === null), leftOut, marked: null };
}

function causeOf(file: File): LeftOutFile["cause"] | null {
    if (file.size === 0) return "empty";
    return file.size > maxFileBytes ? "too-large" : null;
}
