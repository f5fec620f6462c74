import { classNames } from "../classNames.ts";

/** Around the window while an alarm is open: red for an actual one, dashed ink for an exercise. Nothing else changes. */
export function CrisisFrame({ kind }: { readonly kind: "actual" | "exercise" }) {
    return (
        <div
            className={classNames("crisis-frame", kind === "exercise" && "is-exercise")}
            aria-hidden="true"
            data-testid="crisis-frame"
            data-kind={kind}
        />
    );
}
