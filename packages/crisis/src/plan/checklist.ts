import { pickLanguage } from "../encoding/pickLanguage.ts";
import type { LogBody } from "../log/wire.ts";
import type { Template } from "./template.ts";

/**
 * The tasks with which a room opened from a template begins (SPEC 16.5): text in the writer's language; due from the opening. `ids`: one an item, the
 * same for whoever opens the room.
 */
export function checklistTasks(
    { checklist }: Template,
    {
        openedS,
        languages,
        ids,
    }: { readonly openedS: number; readonly languages: readonly string[]; readonly ids: readonly string[] },
): Extract<LogBody, { kind: "task" }>[] {
    return checklist.flatMap(({ id, texts, role, dueS }, index) => {
        const [text, task] = [texts[pickLanguage(texts, languages) ?? ""], ids[index]];
        if (text === undefined || task === undefined) return [];
        return [
            {
                kind: "task",
                task,
                state: "open",
                text,
                ...(role !== undefined && { owner: role }),
                ...(dueS !== undefined && { dueS: openedS + dueS }),
                checklist: id,
            },
        ];
    });
}
