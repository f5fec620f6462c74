import type { EngineFailure } from "@valise/bridge";
import { InlineNotice } from "@valise/ui";
import { describeFailure } from "../../failures/describeFailure.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";

/** A refusal in place: what happened and why, what to do next, a code. Announced at once. */
export function FailureNotice({ failure }: { readonly failure: EngineFailure | null }) {
    const translator = useI18n();
    if (failure === null) return null;
    const words = describeFailure(failure, translator);
    return (
        <InlineNotice tone="bad" role="alert" title={words.what} code={words.code} testId="failure">
            {words.next}
        </InlineNotice>
    );
}
