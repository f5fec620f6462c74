import type { ExerciseChapter } from "@valise/bridge";

/** A part in the exercise; whoever of the demonstration plays it. */
export type DrillPart = "lead" | "mfa-other" | "mfa-desk" | "mod" | "mod-desk" | "mod-other" | "intel" | "intel-desk";
export type DrillTexts = Readonly<Record<"en" | "fr" | "de", string>>;
/** One thing that somebody does. */
export type DrillAct =
    | { readonly do: "activate"; readonly template: string; readonly name: string }
    | { readonly do: "open-room"; readonly template: string; readonly name: string }
    | {
          readonly do: "broadcast";
          readonly as: string;
          readonly precedence: "FLASH" | "IMMEDIATE";
          readonly withinS: number;
          readonly texts: DrillTexts;
          readonly options: readonly { readonly id: string; readonly texts: DrillTexts }[];
          readonly rollCall: boolean;
      }
    | {
          readonly do: "answer";
          /** A broadcast's `as`. */
          readonly to: string;
          readonly kind: "acknowledged" | "cannot-comply";
          readonly option: string | null;
          readonly text: string | null;
          readonly triage: "safe" | "need-help" | "hurt" | null;
          readonly place: string | null;
      }
    /** Answers for everybody whose deputy one is and who has not answered. */
    | { readonly do: "stand-in"; readonly to: string; readonly text: string }
    /** Offers one's watch to a newcomer, who has the coverage when they have taken it. */
    | { readonly do: "offer-watch" }
    | { readonly do: "say"; readonly in: "activate" | "open-room"; readonly text: string }
    | {
          readonly do: "log";
          readonly kind: "sitrep" | "decision" | "task";
          readonly title: string;
          readonly text: string;
          readonly instead: string | null;
          readonly owner: DrillPart | null;
      }
    | { readonly do: "task-done"; readonly title: string }
    /** Cuts or mends what connects an agency with all others. */
    | { readonly do: "cut" | "heal"; readonly agency: string }
    /** Carries what an agency has not got as a file to somebody of it. */
    | { readonly do: "bag"; readonly agency: string; readonly to: DrillPart }
    /** Waits until an agency's answers to a broadcast have come, by themselves. */
    | { readonly do: "converge"; readonly to: string; readonly agency: string }
    | { readonly do: "phase"; readonly phase: "recovery" | "closed" }
    | { readonly do: "archive" }
    /** Cancels every broadcast of the exercise: nothing goes on alarming. */
    | { readonly do: "stand-down" };

export interface DrillStep {
    readonly id: string;
    readonly chapter: ExerciseChapter;
    /** Seconds from the beginning. */
    readonly atS: number;
    readonly by: DrillPart;
    readonly act: DrillAct;
    /** Steps that must have been done: it waits for them, and falls away when one of them failed. */
    readonly after?: readonly string[];
}
