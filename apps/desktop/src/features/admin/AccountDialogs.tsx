import { Button, Dialog, InlineNotice, TextField } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { useAdmin } from "./adminOf.ts";
import type { AccountsView } from "./createAccountsViewModel.ts";
import { LockedNotice } from "./LockedNotice.tsx";

/** Asks before an account is changed, and for what a new one needs. */
export function AccountDialogs() {
    const { question, draft } = useStore(useAdmin().accounts);
    if (question !== null) return <Question question={question} />;
    return draft === null ? null : <NewAccount draft={draft} />;
}

function Question({ question: { act, row } }: { readonly question: NonNullable<AccountsView["question"]> }) {
    const { t } = useI18n();
    const { accounts } = useAdmin();
    const { isBusy } = useStore(accounts);
    const name = cleanName(row.displayName ?? row.userId);
    return (
        <Dialog
            title={t(`admin.accounts.ask.${act}`, { name })}
            isOpen
            onClose={accounts.close}
            closeName={t("common.close")}
            role="alertdialog"
            size="s"
            testId="account-question"
            footer={
                <>
                    <Button onPress={accounts.close}>{t("common.cancel")}</Button>
                    <Button
                        variant={act === "reactivate" ? "primary" : "danger"}
                        isBusy={isBusy}
                        onPress={() => void accounts.confirm(false)}
                        testId="account-confirm"
                    >
                        {t(`admin.accounts.confirm.${act}`)}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p className="mono foreign">{row.userId}</p>
                <p>{t(`admin.accounts.why.${act}`)}</p>
                <Refusal />
            </div>
        </Dialog>
    );
}

const localName = /^[a-z0-9._=/-]{1,64}$/;

function NewAccount({ draft }: { readonly draft: NonNullable<AccountsView["draft"]> }) {
    const { t } = useI18n();
    const { accounts } = useAdmin();
    const { isBusy } = useStore(accounts);
    const isWhole = localName.test(draft.localpart) && draft.name.trim() !== "";
    const create = () => void (isWhole && accounts.confirm(false));
    return (
        <Dialog
            title={t("admin.accounts.new.title")}
            isOpen
            onClose={accounts.close}
            closeName={t("common.close")}
            size="s"
            testId="account-draft"
            footer={
                <>
                    <Button onPress={accounts.close}>{t("common.cancel")}</Button>
                    <Button
                        variant="primary"
                        isBusy={isBusy}
                        isDisabled={!isWhole}
                        onPress={create}
                        testId="account-create"
                    >
                        {t("admin.accounts.new.submit")}
                    </Button>
                </>
            }
        >
            <form
                className="stack"
                onSubmit={(event) => {
                    event.preventDefault();
                    create();
                }}
            >
                <p className="small muted">{t("admin.accounts.new.text")}</p>
                <TextField
                    label={t("admin.accounts.new.local")}
                    hint={t("admin.accounts.new.localHint")}
                    value={draft.localpart}
                    onChange={(localpart) => accounts.draft({ localpart })}
                    maxLength={64}
                    isVerbatim
                    autoFocus
                    testId="account-local"
                />
                <TextField
                    label={t("admin.accounts.new.name")}
                    value={draft.name}
                    onChange={(name) => accounts.draft({ name })}
                    maxLength={200}
                    testId="account-name"
                />
                <Refusal />
                {/* Enter in a field does what the button does. */}
                <button type="submit" hidden />
            </form>
        </Dialog>
    );
}

function Refusal() {
    const { t } = useI18n();
    const { accounts } = useAdmin();
    const { locked, refused, failure, isBusy } = useStore(accounts);
    return (
        <>
            {locked !== null && (
                <LockedNotice holder={locked} isBusy={isBusy} onBreak={() => void accounts.confirm(true)} />
            )}
            {refused !== null && (
                <InlineNotice
                    tone="bad"
                    role="alert"
                    title={t(`admin.accounts.refused.${refused}`)}
                    code={refused}
                    testId="account-refused"
                />
            )}
            <FailureNotice failure={failure} />
        </>
    );
}
