import { Dialog, Kbd } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import type { MessageKey } from "../../i18n/messages.ts";

const rows = [
    [["keys.ctrlK"], "keys.jump"],
    [["keys.ctrlF"], "keys.search"],
    [["keys.altUp", "keys.altDown"], "keys.room"],
    [["keys.altShiftUp", "keys.altShiftDown"], "keys.unread"],
    [["keys.ctrlDigit"], "keys.rail"],
    [["keys.f6"], "keys.pane"],
    [["keys.ctrlN"], "keys.newRoom"],
    [["keys.enter"], "keys.send"],
    [["keys.ctrlM"], "keys.label"],
    [["keys.ctrlEnter"], "keys.confirm"],
    [["keys.w"], "keys.readers"],
    [["keys.a"], "keys.acknowledge"],
    [["keys.ctrlB"], "keys.broadcast"],
    [["keys.ctrlShiftE"], "keys.emergency"],
    [["keys.d"], "keys.decision"],
    [["keys.up"], "keys.editLast"],
    [["keys.letters"], "keys.message"],
    [["keys.esc"], "keys.close"],
    [["keys.question"], "keys.help"],
] as const satisfies readonly (readonly [readonly MessageKey[], MessageKey])[];

/** Every key of the app. */
export function KeysDialog() {
    const { t } = useI18n();
    const { navigation } = useApp();
    return (
        <Dialog
            title={t("keys.title")}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            testId="keys"
        >
            <dl className="keys">
                {rows.map(([keys, text]) => (
                    <div key={text} style={{ display: "contents" }}>
                        <dt>
                            {keys.map((key) => (
                                <span key={key}>
                                    <span className="sr">{t(key)} </span>
                                    <Kbd>{t(key)}</Kbd>{" "}
                                </span>
                            ))}
                        </dt>
                        <dd>{t(text)}</dd>
                    </div>
                ))}
            </dl>
        </Dialog>
    );
}
