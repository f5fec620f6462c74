import { RoomHead } from "@valise/ui";
import type { ReactNode } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect } from "../../stores/useStore.ts";
import { PlacesMenu } from "./PlacesMenu.tsx";

export interface AdminPageProps {
    readonly title: string;
    /** Absent: whose administrator this is. */
    readonly detail?: string | undefined;
    readonly actions?: ReactNode;
    readonly children: ReactNode;
    /** What stands beside it where there is room, and below it where there is not. */
    readonly aside?: ReactNode;
    readonly testId: string;
}

/** One place of the administrator: its head, and what scrolls below. */
export function AdminPage({ title, detail, actions, children, aside, testId }: AdminPageProps) {
    const { t } = useI18n();
    const agency = useSelect(useApp().session, (snapshot) => snapshot?.agency?.name ?? "");
    return (
        <>
            <RoomHead
                name={title}
                detail={detail ?? t("admin.who", { agency })}
                actions={
                    <>
                        {actions}
                        <PlacesMenu />
                    </>
                }
            />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <div className="desk-body" tabIndex={0} data-testid={testId}>
                {aside === undefined ? (
                    children
                ) : (
                    <div className="desk-columns">
                        <div className="stack desk-column">{children}</div>
                        {aside}
                    </div>
                )}
            </div>
        </>
    );
}
