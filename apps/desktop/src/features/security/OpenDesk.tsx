import { Button, Checkbox, EmptyState, FilePick, PasswordField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";

const parts = ["key", "delegation", "register"] as const;
type Part = (typeof parts)[number];
type Chosen = Partial<Record<Part, { readonly name: string; readonly text: string }>>;

/** Puts an officer's key, certificate and register into this account: read here, opened and sealed in the engine. */
export function OpenDesk() {
    const { t } = useI18n();
    const { deskForm, boot } = useApp();
    const { isBusy, failure } = useStore(deskForm);
    const [isInKeystore, setInKeystore] = useState(false);
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
        void deskForm.open({ ...texts, passphrase, keptBy: isInKeystore ? "keystore" : "passphrase" });
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
            {boot.keyProtection.kind === "keystore" && (
                <div data-testid="desk-keystore">
                    <Checkbox text={t("desk.open.keystore")} isOn={isInKeystore} onChange={setInKeystore} />
                    <p className="hint">{t("desk.open.keystore.hint")}</p>
                </div>
            )}
            <div className="row">
                <Button type="submit" variant="primary" isBusy={isBusy} isDisabled={!mayOpen} testId="desk-open">
                    {t("desk.open.submit")}
                </Button>
            </div>
            <FailureNotice failure={failure} />
        </form>
    );
}

/** Opens the desk again, by passphrase or by the keystore; another key or certificate may be put in instead. */
export function UnlockDesk() {
    const { t } = useI18n();
    const { deskForm, desk } = useApp();
    const { isBusy, failure } = useStore(deskForm);
    const isKept = useSelect(desk, (snapshot) => snapshot?.keptBy === "keystore");
    const [passphrase, setPassphrase] = useState("");
    const [isReplacing, setReplacing] = useState(false);
    return (
        <div className="desk-page">
            <EmptyState icon="lock" title={t("desk.locked")} testId="desk-locked">
                {isKept ? t("desk.locked.keystore") : undefined}
            </EmptyState>
            {isReplacing ? (
                <OpenDesk />
            ) : (
                <form
                    className="stack desk-form"
                    onSubmit={(event) => {
                        event.preventDefault();
                        if (isKept) void deskForm.unlock(null);
                        else if (passphrase !== "") void deskForm.unlock(passphrase);
                        setPassphrase("");
                    }}
                >
                    {!isKept && <Passphrase value={passphrase} onChange={setPassphrase} />}
                    <div className="row wrap">
                        <Button
                            type="submit"
                            variant="primary"
                            isBusy={isBusy}
                            isDisabled={!isKept && passphrase === ""}
                            testId="desk-unlock"
                        >
                            {t("desk.open.submit")}
                        </Button>
                        <Button variant="link" onPress={() => setReplacing(true)} testId="desk-replace">
                            {t("desk.open.other")}
                        </Button>
                    </div>
                    <FailureNotice failure={failure} />
                </form>
            )}
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
