import { Button, TextField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";

const address = /^@[^:\s]{1,200}:[A-Za-z0-9.:[\]-]{1,230}$/;

/** Begins a decision for someone who has not asked. */
export function NewPerson() {
    const { t } = useI18n();
    const { deskForm } = useApp();
    const [userId, setUserId] = useState("");
    const isWhole = address.test(userId.trim());
    return (
        <form
            className="row wrap desk-new"
            onSubmit={(event) => {
                event.preventDefault();
                if (!isWhole) return;
                deskForm.decideNew(userId.trim());
                setUserId("");
            }}
        >
            <TextField
                label={t("desk.issue.address")}
                value={userId}
                onChange={setUserId}
                placeholder="@name:agency.example"
                isVerbatim
                testId="desk-address"
            />
            <Button type="submit" isDisabled={!isWhole} testId="desk-new">
                {t("desk.issue.new")}
            </Button>
        </form>
    );
}
