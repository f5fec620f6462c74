import { AgencyTag, Button, EmptyState, FileButton, LinkStateText, Table } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useStore } from "../../../stores/useStore.ts";
import { type LinkView, useLinks } from "./useLinks.ts";

/** The links between the agencies as this device sees them, what waits because of one, and the way by hand. */
export function LinksPage() {
    const { t, formats } = useI18n();
    const { navigation, clock, crisis } = useApp();
    const links = useLinks();
    const isLoading = useStore(crisis) === null;
    const time = (ms: number | null) => (ms === null ? "–" : formats.listTime(ms, clock.nowMs()));
    return (
        <>
            <div className="log-tools">
                <p className="grow small ink2">{t("links.text")}</p>
                <FileButton
                    icon="bag"
                    accept=".valise"
                    onPick={(files) => navigation.openDialog({ kind: "bag-import", files })}
                    testId="bag-import"
                >
                    {t("bag.import.open")}
                </FileButton>
            </div>
            {links.length === 0 ? (
                <EmptyState icon="cut" title={t(isLoading ? "crisis.loading" : "links.none")} testId="no-links">
                    {isLoading ? undefined : t("links.none.text")}
                </EmptyState>
            ) : (
                <section className="crisis-card">
                    <Table
                        name={t("crisis.nav.links")}
                        rowTestId="link-detail"
                        columns={[
                            { id: "agency", title: t("coverage.of.agency") },
                            { id: "state", title: t("links.col.state") },
                            { id: "heard", title: t("links.col.heard") },
                            { id: "said", title: t("links.col.said") },
                            { id: "next", title: t("links.col.next") },
                            { id: "act", title: t("desk.col.act"), isTitleHidden: true },
                        ]}
                        rows={links.map((link) => ({
                            id: link.id,
                            cells: [
                                <Agency key="agency" link={link} />,
                                <LinkStateText key="state" state={link.state} text={link.text} />,
                                time(link.row.lastHeardMs),
                                time(link.row.lastSaidMs),
                                <Next key="next" link={link} />,
                                <Button
                                    key="act"
                                    size="s"
                                    icon="bag"
                                    accessibleName={t("bag.for", { agency: link.agency.name })}
                                    onPress={() => navigation.openDialog({ kind: "bag-export", agency: link.id })}
                                    testId="bag-export"
                                >
                                    {t("bag.open")}
                                </Button>,
                            ],
                        }))}
                    />
                </section>
            )}
            <p className="small muted">{t("links.foot")}</p>
        </>
    );
}

function Agency({ link }: { readonly link: LinkView }) {
    return (
        <span className="row wrap">
            <AgencyTag agency={link.agency} />
            <b className="foreign">{link.agency.name}</b>
        </span>
    );
}

/** What waits, and what to do about it. */
function Next({ link }: { readonly link: LinkView }) {
    const { t } = useI18n();
    return (
        <>
            {link.waitingText !== undefined && <b>{link.waitingText}. </b>}
            <span className="ink2">{t(`links.next.${link.state}`)}</span>
        </>
    );
}
