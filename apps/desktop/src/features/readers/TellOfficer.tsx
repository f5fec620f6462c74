import type { ReaderSnapshot } from "@valise/bridge";
import { Button } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";

/** Refusals that an officer of the person's agency, and nobody else, can end. */
const officerCodes = /^ATT_(EXPIRED|REVOKED|SUSPENDED|INSUFFICIENT|POLICY|GRANT|MXK|CHAIN|TTL|SERVER)/;

/** Opens the conversation with a security officer of the reader's agency and puts the facts into its composer. */
export function TellOfficer({ reader }: { readonly reader: ReaderSnapshot }) {
    const translator = useI18n();
    const { t } = translator;
    const { boot, agencies, membership, conversations } = useApp();
    const officer = boot.agencies.find(({ serverName }) => serverName === reader.serverName)?.trust?.officers[0];
    const code = reader.code ?? "";
    if (reader.reads || reader.isMe || officer === undefined || !officerCodes.test(code)) return null;
    const agency = agencies.byServerName(reader.serverName).code;
    const tell = async () => {
        await membership.write(officer);
        const { cause } = describeCode(code, translator, agency);
        const name = cleanName(reader.name);
        const draft = t("reader.tell.draft", { name, address: reader.userId, cause, code });
        conversations.atOnce()?.composer.insert(draft);
    };
    return (
        <Button size="s" onPress={() => void tell()} testId="tell-officer">
            {t("reader.tell", { agency })}
        </Button>
    );
}
