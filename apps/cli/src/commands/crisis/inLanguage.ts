import type { TextsSnapshot } from "@valise/bridge";
import type { Context } from "../Context.ts";

/** Words of a plan or a directory in the reader's language, else as they come first. */
export const inLanguage = ({ output }: Context, texts: TextsSnapshot): string | undefined =>
    (texts.find(({ lang }) => lang === output.words("export.language")) ?? texts[0])?.text;
