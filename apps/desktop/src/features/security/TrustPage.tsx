import { InlineNotice, Table, TimelineSkeleton } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { freshnessOf } from "./trustFreshness.ts";
import { type TrustShown, useTrust } from "./useTrust.ts";

/** From then on the bundle's end is called near: its renewal takes several people. */
const soonMs = 30 * 86_400_000;

/** The trust bundle in plain words: who may attest what, by which keys, who signed it, and until when it holds. */
export function TrustPage() {
    const translator = useI18n();
    const { t } = translator;
    const { trust, failure } = useTrust();
    const known = useStore(useApp().clearance)?.trust;
    return (
        <>
            {known?.code != null && (
                <InlineNotice
                    tone="bad"
                    role="alert"
                    title={describeCode(known.code, translator).cause}
                    code={known.code}
                    testId="trust-code"
                >
                    {describeCode(known.code, translator).next}
                </InlineNotice>
            )}
            <FailureNotice failure={failure} />
            {trust === null && failure === null && <TimelineSkeleton name={t("clearance.trust.checking")} />}
            {trust !== null && <Bundle trust={trust} />}
        </>
    );
}

function Bundle({ trust }: { readonly trust: TrustShown }) {
    const { t, formats } = useI18n();
    const { clock } = useApp();
    const nowMs = clock.nowMs();
    const leftMs = trust.expiresAtMs - nowMs;
    const signed = { count: trust.signedBy.length, needed: formats.number(trust.threshold) };
    return (
        <>
            {leftMs < soonMs && (
                <InlineNotice
                    tone={leftMs < 0 ? "bad" : "warn"}
                    role="alert"
                    title={leftMs < 0 ? t("trust.ended") : t("trust.endsSoon", { time: formats.duration(leftMs) })}
                    testId="trust-ends"
                >
                    {t("trust.ends.next")}
                </InlineNotice>
            )}
            <section className="card" data-testid="trust-bundle">
                <div className="card-head">
                    <h3>
                        {t("clearance.trust.bundle", {
                            number: formats.number(trust.seq),
                            date: formats.date(trust.expiresAtMs),
                        })}
                    </h3>
                </div>
                <div className="card-blank stack-tight small">
                    <p>{t("trust.what")}</p>
                    <p>
                        {t("trust.issued", { date: formats.dateTime(trust.issuedAtMs), community: trust.community })}{" "}
                        {t("trust.signed", signed)}
                    </p>
                    <ul className="mono foreign">
                        {trust.signedBy.map((kid) => (
                            <li key={kid}>{kid}</li>
                        ))}
                    </ul>
                    <p className="muted">
                        {t("trust.digest")} <span className="mono foreign">{trust.digest}</span>
                    </p>
                </div>
            </section>
            <Agencies trust={trust} />
            <Policies trust={trust} />
        </>
    );
}

function Agencies({ trust }: { readonly trust: TrustShown }) {
    const { t, formats } = useI18n();
    const { clock } = useApp();
    const nowMs = clock.nowMs();
    return (
        <section className="card">
            <div className="card-head">
                <h3>{t("trust.agencies")}</h3>
            </div>
            <Table
                name={t("trust.agencies")}
                rowTestId="trust-agency"
                columns={[
                    { id: "agency", title: t("trust.col.agency") },
                    { id: "ceiling", title: t("trust.col.ceiling") },
                    { id: "roots", title: t("trust.col.roots") },
                    { id: "list", title: t("trust.col.list") },
                ]}
                rows={trust.agencies.map((agency) => ({
                    id: agency.id,
                    cells: [
                        <div key="agency">
                            <b>{agency.name}</b>
                            <div className="small muted foreign">{agency.servers.join(", ")}</div>
                            {agency.callsInCrisis && <div className="small ink2">{t("trust.callsInCrisis")}</div>}
                        </div>,
                        <div key="ceiling" className="small">
                            {agency.ceilings.map((text) => (
                                <div key={text}>{text}</div>
                            ))}
                        </div>,
                        <div key="roots" className="small">
                            {agency.roots.map(({ kid, untilMs }) => (
                                <div key={kid}>
                                    <span className="mono foreign">{kid}</span>
                                    <div className={untilMs < nowMs ? "is-bad" : "muted"}>
                                        {t("trust.until", { date: formats.mediumDate(untilMs) })}
                                    </div>
                                </div>
                            ))}
                        </div>,
                        <div key="list" className="small">
                            {agency.lists.map((list) => {
                                const { tone, text } = freshnessOf(list, nowMs, { t, formats });
                                return (
                                    <div key={list.uri} className={tone}>
                                        {text}
                                    </div>
                                );
                            })}
                        </div>,
                    ],
                }))}
            />
        </section>
    );
}

function Policies({ trust }: { readonly trust: TrustShown }) {
    const { t } = useI18n();
    return (
        <section className="card">
            <div className="card-head">
                <h3>{t("trust.policies")}</h3>
            </div>
            <div className="card-blank stack-tight small">
                {trust.policies.map(({ name, levels, digest, known }) => (
                    <p key={name}>
                        <b className="foreign">{name}</b> · {t("trust.levels", { count: levels })} ·{" "}
                        <span className={known ? "muted" : "is-bad"}>
                            {known ? t("trust.policy.known") : t("trust.policy.unknown")}
                        </span>{" "}
                        <span className="mono muted foreign">{digest.slice(0, 12)}</span>
                    </p>
                ))}
                {trust.equals.map(({ from, to }) => (
                    <p key={`${from} ${to}`}>{t("trust.equals", { from, to })}</p>
                ))}
            </div>
        </section>
    );
}
