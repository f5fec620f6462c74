import { Button, EmptyState, FilePick, PasswordField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";

const parts = ["key", "delegation", "register"] as const;
type Part = (typeof parts)[number];
type Chosen = Partial<Record<Part, { readonly name: string; readonly text: string }>>;

/** Puts an officer's key, certificate and register into this account: read here, opened and sealed in the engine. */
export function OpenDesk() {
    const { t } = useI18n();
    const { deskForm } = useApp();
    const { isBusy, failure } = useStore(deskForm);
    const [chosen, setChosen] = useState<Chosen>({});
    const [passphrase, setPassphrase] = useState("");
    const take = async (part: Part, file: File | undefined) => {
        if (file === undefined) return;
        const text = await file.text();
        setChosen((before) => ({ ...before, [part]: { name: file.name, text } }));
    };
    const { key, delegation, register } = chosen;
    const mayOpen = key !== undefined && delegation !== undefined && passphrase !== "";
    const open = () => {
        if (key === undefined || delegation === undefined) return;
        const texts = {
            keyFile: key.text.trim(),
            delegation: delegation.text.trim(),
            register: register?.text ?? null,
        };
        void deskForm.open({ ...texts, passphrase });
        setPassphrase("");
    };
    return (
        <form
            className="stack desk-form"
            data-testid="open-desk"
            onSubmit={(event) => {
                event.preventDefault();
                if (mayOpen) open();
            }}
        >
            {parts.map((part) => {
                const what = t(`desk.open.${part}`);
                const name = chosen[part]?.name;
                return (
                    <div key={part} className="row" data-testid={`desk-${part}`}>
                        <FilePick name={t("desk.open.choose", { what })} onPick={([file]) => void take(part, file)} />
                        <span>
                            {name === undefined ? what : t("desk.open.chosen", { what, name: cleanName(name) })}
                        </span>
                    </div>
                );
            })}
            <Passphrase value={passphrase} onChange={setPassphrase} />
            <div className="row">
                <Button type="submit" variant="primary" isBusy={isBusy} isDisabled={!mayOpen} testId="desk-open">
                    {t("desk.open.submit")}
                </Button>
            </div>
            <FailureNotice failure={failure} />
        </form>
    );
}

/** Asks for the passphrase again; the key never left this device. */
export function UnlockDesk() {
    const { t } = useI18n();
    const { deskForm } = useApp();
    const { isBusy, failure } = useStore(deskForm);
    const [passphrase, setPassphrase] = useState("");
    return (
        <div className="desk-page">
            <EmptyState icon="lock" title={t("desk.locked")} testId="desk-locked" />
            <form
                className="stack desk-form"
                onSubmit={(event) => {
                    event.preventDefault();
                    if (passphrase !== "") void deskForm.unlock(passphrase);
                    setPassphrase("");
                }}
            >
                <Passphrase value={passphrase} onChange={setPassphrase} />
                <div className="row">
                    <Button
                        type="submit"
                        variant="primary"
                        isBusy={isBusy}
                        isDisabled={passphrase === ""}
                        testId="desk-unlock"
                    >
                        {t("desk.open.submit")}
                    </Button>
                </div>
                <FailureNotice failure={failure} />
            </form>
        </div>
    );
}

function Passphrase(props: { readonly value: string; readonly onChange: (value: string) => void }) {
    const { t } = useI18n();
    return (
        <PasswordField
            label={t("desk.open.passphrase")}
            value={props.value}
            onChange={props.onChange}
            words={{ show: t("signIn.showPassword"), hide: t("signIn.hidePassword") }}
            testId="desk-passphrase"
        />
    );
}
