import { type ClearanceCrypto, encodeBase64Url } from "@valise/clearance";
import { pickLanguage } from "../encoding/pickLanguage.ts";
import type { LogBody } from "../log/wire.ts";
import type { Template } from "./template.ts";

export type ChecklistTask = Extract<LogBody, { kind: "task" }>;

export interface ChecklistWish {
    /** Seconds; what is due counts from here. */
    readonly openedS: number;
    /** The writer's, best first. */
    readonly languages: readonly string[];
    readonly crypto: ClearanceCrypto;
}

/** The tasks with which a room opened from a template begins; their names are the same for whoever opens it (SPEC 16.5). */
export async function checklistTasks(template: Template, wish: ChecklistWish): Promise<ChecklistTask[]> {
    const { openedS, languages, crypto } = wish;
    const tasks = template.checklist.map(async ({ id, texts, role, dueS }): Promise<ChecklistTask[]> => {
        const text = texts[pickLanguage(texts, languages) ?? ""];
        if (text === undefined) return [];
        const named = { kind: "task", task: await taskIdOf(template, id, crypto), state: "open", text } as const;
        const owner = role !== undefined && { owner: role };
        return [{ ...named, ...owner, ...(dueS !== undefined && { dueS: openedS + dueS }), checklist: id }];
    });
    return (await Promise.all(tasks)).flat();
}

async function taskIdOf({ digest }: Template, item: string, crypto: ClearanceCrypto): Promise<string> {
    const hash = await crypto.sha256(new TextEncoder().encode(`checklist ${digest}\n${item}`));
    return encodeBase64Url(hash.subarray(0, 16));
}
