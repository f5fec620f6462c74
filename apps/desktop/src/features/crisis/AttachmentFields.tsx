import { Button, FileButton } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";

/** So many may a broadcast name (crisis SPEC 3.2). */
const mostFiles = 10;

/** Files that go with a broadcast: behind it, so that it waits for none of them. */
export function AttachmentFields() {
    const { t, formats } = useI18n();
    const { compose } = useApp();
    const { files } = useStore(compose);
    return (
        <fieldset className="stack stack-tight compose-audience">
            <legend className="form-legend">{t("broadcast.files")}</legend>
            <p className="hint">{t("broadcast.files.hint")}</p>
            {files.map((file, at) => (
                // Two of one name may be two files; none is moved.
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <span key={at} className="row wrap" data-testid="broadcast-file">
                    <span className="grow foreign">{cleanName(file.name)}</span>
                    <span className="muted">{formats.size(file.size)}</span>
                    <Button
                        size="s"
                        variant="quiet"
                        icon="x"
                        onPress={() => compose.change({ files: files.filter((each) => each !== file) })}
                    >
                        {t("broadcast.files.remove", { name: cleanName(file.name) })}
                    </Button>
                </span>
            ))}
            {files.length < mostFiles && (
                <span>
                    <FileButton
                        size="s"
                        icon="clip"
                        accept=""
                        onPick={(picked) => compose.change({ files: [...files, ...picked].slice(0, mostFiles) })}
                        testId="broadcast-files"
                    >
                        {t("broadcast.files.add")}
                    </FileButton>
                </span>
            )}
        </fieldset>
    );
}
