import type { PersonSnapshot } from "../Avatar/Avatar.tsx";
import type { FileActions, FileSnapshot } from "../File/FileTile.tsx";
import type { LabelSnapshot } from "../Marking/Marking.tsx";
import type { OpenLink } from "../MessageHtml/MessageHtml.tsx";

export type MessageContent =
    | { readonly kind: "text"; readonly body: string }
    | { readonly kind: "html"; readonly html: string; readonly body: string }
    | { readonly kind: "file"; readonly file: FileSnapshot; readonly caption?: string | undefined }
    /** Deleted by its author or by a steward. */
    | { readonly kind: "redacted" }
    /** Could not be decrypted; `code` names the cause. */
    | { readonly kind: "undecryptable"; readonly code: string }
    /** Came in clear in an encrypted room: hidden until asked for. */
    | { readonly kind: "unencrypted"; readonly body: string; readonly code: string }
    /** Decrypted, but a rule of safety keeps it from view; `code` names which. */
    | { readonly kind: "withheld"; readonly code: string }
    /** Decrypted, but not a message this version understands; `code` names what. */
    | { readonly kind: "malformed"; readonly code: string };

export type SendStateSnapshot =
    | { readonly state: "sending" | "sent" }
    /** `retryAtMs`: it waits out a failure until then. */
    | { readonly state: "queued"; readonly retryAtMs?: number | undefined }
    | { readonly state: "failed"; readonly code: string; readonly mayRetry: boolean }
    /** Kept back by a rule of safety, not by the network. */
    | { readonly state: "withheld"; readonly code: string };

export type TrustSnapshot = { readonly state: "warn" | "refuse"; readonly code: string };

export interface QuoteSnapshot {
    readonly messageId: string;
    readonly authorName: string;
    /** One line; undefined while the quoted message is not loaded. */
    readonly excerpt: string | undefined;
}

/** Words of another room that the message answers. */
export interface QuotedElsewhereSnapshot {
    /** Whose they were and when, in words. */
    readonly text: string;
    /** `(DR)` */
    readonly portionText: string | undefined;
    readonly body: string;
}

export interface MessageSnapshot {
    readonly id: string;
    readonly author: PersonSnapshot;
    /** Duty role or post as attested. */
    readonly roleText?: string | undefined;
    readonly sentAtMs: number;
    readonly editedAtMs?: number | undefined;
    readonly isOwn: boolean;
    /** Follows a message of the same author within minutes: drawn without the head. */
    readonly continuesPrevious: boolean;
    readonly content: MessageContent;
    readonly quote?: QuoteSnapshot | undefined;
    readonly quotedElsewhere?: QuotedElsewhereSnapshot | undefined;
    /** Sent on from another room: whose words they were, in words. */
    readonly forwardedText?: string | undefined;
    readonly label?: LabelSnapshot | undefined;
    /** `(DR)` */
    readonly portionText?: string | undefined;
    /** Real, in an exercise: drawn so, beside its word. */
    readonly isReal?: boolean | undefined;
    /** BCP 47, where the message is not in the language of the interface. */
    readonly language?: string | undefined;
    /** Of one's own messages. */
    readonly sendState?: SendStateSnapshot | undefined;
    /** Absent when all is well. */
    readonly trust?: TrustSnapshot | undefined;
    readonly mayReply: boolean;
    readonly mayEdit: boolean;
    readonly mayDelete: boolean;
    readonly mayForward: boolean;
    /** Whether "who can read this?" has an answer here: in a labelled room. */
    readonly hasReaders: boolean;
}

export interface MessageActions extends FileActions {
    readonly reply: (messageId: string) => void;
    readonly edit: (messageId: string) => void;
    /** Asks first. */
    readonly remove: (messageId: string) => void;
    readonly copy: (messageId: string) => void;
    readonly forward: (messageId: string) => void;
    readonly replyElsewhere: (messageId: string) => void;
    readonly showReaders: (messageId: string) => void;
    readonly retrySend: (messageId: string) => void;
    readonly discard: (messageId: string) => void;
    readonly showQuoted: (messageId: string) => void;
    /** The one next action of a message that cannot be read, by its code. */
    readonly remedy: (messageId: string, code: string) => void;
    readonly openLink: OpenLink;
}
