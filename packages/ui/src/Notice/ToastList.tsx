import { Button } from "../Button/Button.tsx";
import { IconButton } from "../Button/IconButton.tsx";
import { InlineNotice, type ToastSnapshot } from "./Notice.tsx";

export interface ToastListProps {
    readonly toasts: readonly ToastSnapshot[];
    readonly onAction: (id: string) => void;
    readonly onDismiss: (id: string) => void;
    /** `end`: at the foot, where the top of the place is what must stay in sight. */
    readonly place?: "start" | "end";
    readonly words: { readonly region: string; readonly dismiss: string };
}

/** What was just done, with its undo. Stays until dismissed: nothing a person must read disappears by itself. */
export function ToastList({ toasts, onAction, onDismiss, place = "start", words }: ToastListProps) {
    return (
        <section className={place === "end" ? "toasts is-end" : "toasts"} aria-label={words.region} aria-live="polite">
            {toasts.map((toast) => (
                <div key={toast.id} className="toast">
                    <InlineNotice tone={toast.tone}>{toast.text}</InlineNotice>
                    {toast.actionText !== undefined && (
                        <Button variant="link" onPress={() => onAction(toast.id)}>
                            {toast.actionText}
                        </Button>
                    )}
                    <IconButton icon="x" name={words.dismiss} onPress={() => onDismiss(toast.id)} />
                </div>
            ))}
        </section>
    );
}
