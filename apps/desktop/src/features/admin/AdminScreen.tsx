import { ErrorState } from "@valise/ui";
import type { ReactNode } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { AccountsPage } from "./AccountsPage.tsx";
import { AuditPage } from "./AuditPage.tsx";
import { useAdmin } from "./adminOf.ts";
import { type AdminPlace, mayAdminister } from "./adminPlaces.ts";
import { DriftPage } from "./DriftPage.tsx";
import { LeaversPage } from "./LeaversPage.tsx";
import { LinksPage } from "./LinksPage.tsx";
import { OrphansPage } from "./OrphansPage.tsx";
import { PlanPage } from "./PlanPage.tsx";
import { RetentionPage } from "./RetentionPage.tsx";

const pages: Record<AdminPlace, ReactNode> = {
    plan: <PlanPage />,
    drift: <DriftPage />,
    links: <LinksPage />,
    accounts: <AccountsPage />,
    leavers: <LeaversPage />,
    orphans: <OrphansPage />,
    retention: <RetentionPage />,
    audit: <AuditPage />,
};

/** The administrator's place; whose role has ended meanwhile sees why, and nothing of it. */
export function AdminScreen() {
    const translator = useI18n();
    const { clearance, session } = useApp();
    const { place } = useStore(useAdmin().place);
    if (mayAdminister(useStore(clearance), useStore(session))) return pages[place];
    const { cause, next } = describeCode("ADMIN_NOT_ATTESTED", translator);
    return (
        <ErrorState title={translator.t("admin.notAllowed")} code="ADMIN_NOT_ATTESTED" testId="admin-refused">
            {`${cause} ${next}`}
        </ErrorState>
    );
}
