import { IconButton, Menu } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useAdmin } from "./adminOf.ts";
import { adminPlaces } from "./adminPlaces.ts";

/** The administrator's places where the window, or the zoom, leaves no room for the list beside them. */
export function PlacesMenu() {
    const { t } = useI18n();
    const { place } = useAdmin();
    return (
        <span className="narrow-only">
            <Menu
                name={t("admin.nav")}
                trigger={<IconButton icon="grid" name={t("admin.nav")} testId="admin-places" />}
                entries={adminPlaces.map((id) => ({ id, text: t(`admin.nav.${id}`) }))}
                onAction={(id) => place.setState({ place: adminPlaces.find((known) => known === id) ?? "plan" })}
                testId="admin-places-menu"
            />
        </span>
    );
}
