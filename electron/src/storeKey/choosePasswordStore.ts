/** Desktops for which Chromium itself chooses a keystore. */
const known = /^(gnome|unity|kde|xfce|x-cinnamon|cinnamon|deepin|pantheon|ukui|lxqt|budgie.*|mate)$/i;

/**
 * The `password-store` switch for this start, or null to leave the choice to Chromium. On a desktop that Chromium does
 * not know it would settle for its built-in password; the Secret Service is asked instead, and refused if not there.
 */
export function choosePasswordStore(asked: string | null, currentDesktop: string | undefined): string | null {
    if (asked !== null) return asked;
    return (currentDesktop ?? "").split(":").some((name) => known.test(name)) ? null : "gnome-libsecret";
}
