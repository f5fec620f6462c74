import gateCodes from "./gateCodes.ts";
import messageCodes from "./messageCodes.ts";

/** Jede Ablehnung und jede Ursache einer unlesbaren Nachricht: was geschah und warum, dann was zu tun ist. */
export default {
    ...gateCodes,
    ...messageCodes,
    "failure.invalid-input": "Die Anwendung hat etwas gesendet, das ihr eigener Kern nicht annimmt.",
    "failure.invalid-input.next": "Versuchen Sie es erneut. Geschieht es wieder, nennen Sie dem Service-Desk den Code.",
    "failure.not-signed-in": "Sie sind nicht angemeldet.",
    "failure.not-signed-in.next": "Melden Sie sich an und versuchen Sie es erneut.",
    "failure.already-signed-in": "Auf diesem Gerät ist bereits jemand angemeldet.",
    "failure.already-signed-in.next": "Melden Sie sich zuerst ab, dann mit dem anderen Konto an.",
    "failure.sign-in-expired": "Die Anmeldung im Browser ist abgelaufen.",
    "failure.sign-in-expired.next": "Beginnen Sie neu. Sie gilt einmal und nicht lange.",
    "failure.proof-not-offered": "Ihr Konto lässt sich hier nicht bei einem Identitätsanbieter bestätigen.",
    "failure.proof-not-offered.next":
        "Nehmen Sie Ihr Passwort, oder lassen Sie alle Ihre Sitzungen von der Administration beenden.",
    "failure.proof-expired":
        "Der Identitätsanbieter hat nicht rechtzeitig bestätigt, dass Sie es sind. Nichts wurde verändert.",
    "failure.proof-expired.next":
        "Versuchen Sie es erneut. Ist er nicht erreichbar, kann die Administration alle Ihre Sitzungen beenden.",
    "failure.other-account": "Im Browser hat sich {{user}} angemeldet, nicht das erwartete Konto.",
    "failure.other-account.next": "Nichts davon wird behalten. Melden Sie sich beim Anbieter ab und beginnen Sie neu.",
    "failure.no-browser": "Hier ließ sich kein Browser öffnen.",
    "failure.no-browser.next": "Melden Sie sich mit Ihrem Passwort an oder fragen Sie Ihren Service-Desk.",
    "failure.wrong-password": "Benutzername oder Passwort stimmt nicht.",
    "failure.wrong-password.next":
        "Prüfen Sie beides und die Feststelltaste. Ihre Behörde kann ein neues Passwort setzen.",
    "failure.account-locked": "Ihre Behörde hat dieses Konto gesperrt.",
    "failure.account-locked.next": "Fragen Sie den Service-Desk Ihrer Behörde. Auf diesem Gerät wurde nichts gelöscht.",
    "failure.account-deactivated": "Dieses Konto wurde von Ihrer Behörde geschlossen.",
    "failure.account-deactivated.next": "Fragen Sie den Service-Desk Ihrer Behörde.",
    "failure.signed-out-by-server": "Der Server Ihrer Behörde hat diese Sitzung beendet.",
    "failure.signed-out-by-server.next":
        "Melden Sie sich erneut an. Entwürfe und ungesendete Nachrichten bleiben erhalten.",
    "failure.server-unreachable": "Der Server Ihrer Behörde antwortet nicht.",
    "failure.server-unreachable.next":
        "Prüfen Sie Netz oder VPN. Nichts geht verloren; Valise versucht es von selbst weiter.",
    "failure.server-error": "Der Server Ihrer Behörde hat eine Störung.",
    "failure.server-error.next":
        "Valise versucht es von selbst weiter. Hält es an, nennen Sie dem Service-Desk den Code.",
    "failure.rate-limited": "Zu viele Versuche: Der Server verlangt, bis {{time}} zu warten.",
    "failure.rate-limited.next": "Valise macht dann von selbst weiter; früheres Versuchen hilft nicht.",
    "failure.not-allowed": "Der Server erlaubt Ihnen das nicht.",
    "failure.not-allowed.next": "Fragen Sie jemanden, der den Raum leitet, oder nennen Sie dem Service-Desk den Code.",
    "failure.not-found": "Das Gesuchte gibt es nicht, oder es wird Ihnen nicht gezeigt.",
    "failure.not-found.next": "Prüfen Sie den Namen. Es kann gelöscht worden sein.",
    "failure.too-large": "Das ist größer, als der Server Ihrer Behörde annimmt.",
    "failure.too-large.limit": "Das ist größer, als der Server Ihrer Behörde annimmt: höchstens {{size}}.",
    "failure.too-large.next": "Senden Sie es in Teilen oder auf anderem Weg.",
    "failure.not-a-matrix-server": "Was unter der Adresse Ihrer Behörde antwortet, ist nicht ihr Nachrichtenserver.",
    "failure.not-a-matrix-server.next":
        "Ein Hotel- oder Flughafennetz verlangt vielleicht zuerst eine Anmeldeseite. Sonst nennen Sie dem Service-Desk den Code.",
    "failure.store-in-use": "Valise ist bereits in einem anderen Fenster oder Programm geöffnet.",
    "failure.store-in-use.next": "Verwenden Sie jenes Fenster, oder schließen Sie es und versuchen Sie es erneut.",
    "failure.store-corrupt.crypto": "Die auf diesem Gerät gespeicherten Schlüssel sind beschädigt.",
    "failure.store-corrupt.rooms": "Die auf diesem Gerät gespeicherte Raumliste ist beschädigt.",
    "failure.store-corrupt.outbox": "Die auf Versand wartenden Nachrichten sind auf diesem Datenträger beschädigt.",
    "failure.store-corrupt.settings": "Die auf diesem Gerät gespeicherte Sitzung ist beschädigt.",
    "failure.store-corrupt.next":
        "Starten Sie einmal neu. Bleibt es dabei, halten Sie Ihren Wiederherstellungscode bereit und fragen Sie den Service-Desk, bevor Sie etwas löschen.",
    "failure.store-newer": "Die Daten auf diesem Gerät stammen von einer neueren Version von Valise.",
    "failure.store-newer.next":
        "Nichts ist beschädigt oder verloren. Aktualisieren Sie Valise auf diesem Gerät und öffnen Sie es erneut.",
    "failure.store-key-wrong": "Das öffnet die hier gespeicherten Nachrichten nicht.",
    "failure.store-key-wrong.next":
        "Prüfen Sie Ihre Eingabe. In der Desktop-Anwendung: Der Schlüsselbund des Systems gehört vielleicht jemand anderem oder wurde zurückgesetzt.",
    "failure.store-full": "Auf diesem Datenträger ist kein Platz mehr.",
    "failure.store-full.next":
        "Schaffen Sie Platz und versuchen Sie es erneut. Was nicht gesichert wurde, gilt nicht als gesendet.",
    "failure.recovery-code-malformed": "Das ist kein vollständiger Wiederherstellungscode.",
    "failure.recovery-code-malformed.next": "Vergleichen Sie die acht Gruppen mit Ihrer Notiz.",
    "failure.recovery-code-wrong": "Dieser Wiederherstellungscode ist nicht der gültige.",
    "failure.recovery-code-wrong.next": "Verwenden Sie den Code mit der höchsten Nummer.",
    "failure.recovery-not-set-up": "Für dieses Konto wurde nie ein Wiederherstellungscode erstellt.",
    "failure.recovery-not-set-up.next": "Bestätigen Sie dieses Gerät mit einem anderen, das angemeldet ist.",
    "failure.verify-needed": "Dieses Gerät ist noch nicht als Ihres bestätigt.",
    "failure.verify-needed.next": "Geben Sie Ihren Wiederherstellungscode ein, oder verwenden Sie ein anderes Gerät.",
    "failure.verification-cancelled.me": "Sie haben den Vergleich abgebrochen.",
    "failure.verification-cancelled.them":
        "Die andere Seite hat den Vergleich abgebrochen, oder er hat zu lange gedauert.",
    "failure.verification-cancelled.next":
        "Beginnen Sie neu. Waren die Symbole verschieden, informieren Sie Ihren Sicherheitsbeauftragten: Vielleicht hört jemand mit.",
    "failure.encryption-not-ready": "Es steht noch nicht fest, wer das lesen könnte.",
    "failure.encryption-not-ready.next": "Es wird gesendet, sobald das feststeht. Sie müssen nichts tun.",
    "failure.encryption-weakened":
        "Jemand hat versucht, die Verschlüsselung dieses Raums auszuschalten oder zu schwächen.",
    "failure.encryption-weakened.next":
        "Hier wird nichts mehr gesendet. Informieren Sie Ihren Sicherheitsbeauftragten und verwenden Sie einen anderen Raum.",
    "failure.file-damaged":
        "Die Datei entspricht nicht dem, was gesendet wurde: Sie wurde unterwegs beschädigt oder verändert.",
    "failure.file-damaged.next": "Bitten Sie den Absender, sie erneut zu senden.",
    "failure.refused": "Eine Sicherheitsregel hat das abgelehnt.",
    "failure.refused.next": "Nichts wurde gesendet. Nennen Sie den Code Ihrer Sicherheitsstelle.",
    "failure.cancelled": "Der Vorgang wurde abgebrochen.",
    "failure.cancelled.next": "Nichts wurde gesendet. Versuchen Sie es bei Bedarf erneut.",
    "failure.unexpected": "Es ist etwas geschehen, das Valise nicht kennt.",
    "failure.unexpected.next": "Versuchen Sie es erneut. Geschieht es wieder, nennen Sie dem Service-Desk den Code.",
    "utd.UTD-WAITING-FOR-KEY": "Der Schlüssel zu dieser Nachricht ist noch nicht angekommen.",
    "utd.UTD-WAITING-FOR-KEY.why":
        "Meist folgt er in Sekunden; bei unterbrochener Verbindung erst, wenn sie wieder steht. Die Nachricht erscheint dann von selbst.",
    "utd.UTD-SENT-BEFORE-JOIN": "Dies wurde geschrieben, bevor Sie dem Raum beitraten.",
    "utd.UTD-SENT-BEFORE-JOIN.why":
        "Schlüssel werden nie für Früheres gesendet. Bitten Sie bei Bedarf ein Mitglied, es erneut zu senden.",
    "utd.UTD-SENT-BEFORE-THIS-DEVICE": "Dies wurde geschrieben, bevor es dieses Gerät gab.",
    "utd.UTD-SENT-BEFORE-THIS-DEVICE.why":
        "Der Schlüssel liegt in Ihrer Sicherung oder auf einem anderen Gerät. Bestätigen Sie dieses Gerät, dann erscheint die Nachricht.",
    "utd.UTD-NO-BACKUP": "Der Schlüssel zu dieser Nachricht ist nicht in Ihrer Sicherung.",
    "utd.UTD-NO-BACKUP.why":
        "Vielleicht hat ihn ein anderes Ihrer Geräte. Öffnen Sie Valise dort, oder bitten Sie um erneutes Senden.",
    "utd.UTD-KEPT-ON-DEVICES": "Die Schlüssel dieses Raums bleiben auf den Geräten, die sie erhalten haben.",
    "utd.UTD-KEPT-ON-DEVICES.why":
        "Seine Einstufung hält sie aus jeder Sicherung heraus. Lesen Sie die Nachricht auf Ihrem früheren Gerät, oder bitten Sie um erneutes Senden.",
    "utd.UTD-WITHHELD": "Die Anwendung des Absenders hat Ihnen den Schlüssel nicht gesendet.",
    "utd.UTD-WITHHELD.why":
        "Beim Senden gehörten Sie nicht zu den vorgesehenen Lesern. Fragen Sie den Absender, ob das ein Versehen ist.",
    "utd.UTD-WITHHELD-CLEARANCE": "Dieser Raum verlangt eine Ermächtigung, die Sie hier nicht nachgewiesen haben.",
    "utd.UTD-WITHHELD-CLEARANCE.why":
        "Die Anwendung des Absenders gibt Schlüssel nur an Personen, die zugelassen sind und deren Ermächtigung genügt.",
    "utd.UTD-WITHHELD-UNVERIFIED-DEVICE":
        "Der Schlüssel wurde zurückgehalten, weil dieses Gerät nicht als Ihres bestätigt war.",
    "utd.UTD-WITHHELD-UNVERIFIED-DEVICE.why":
        "Bestätigen Sie dieses Gerät mit Ihrem Wiederherstellungscode. Bitten Sie für diese Nachricht um erneutes Senden.",
    "utd.UTD-SENDER-DEVICE-UNSIGNED": "Dies kam von einem Gerät, das sein Besitzer nicht bestätigt hat.",
    "utd.UTD-SENDER-DEVICE-UNSIGNED.why":
        "Es stammt vielleicht nicht von dieser Person und wird daher nicht angezeigt. Bitten Sie sie, das Gerät zu bestätigen und erneut zu senden.",
    "utd.UTD-SENDER-IDENTITY-CHANGED": "Die Identität des Absenders hat sich geändert.",
    "utd.UTD-SENDER-IDENTITY-CHANGED.why":
        "Vielleicht ein neuer Rechner, vielleicht jemand anderes. Fragen Sie die Person auf anderem Weg, bevor Sie sich darauf verlassen.",
    "utd.UTD-REPLAY": "Dies ist die Kopie einer früheren Nachricht und wird nicht zweimal angezeigt.",
    "utd.UTD-REPLAY.why":
        "Ein Server hat sie unter anderem Namen erneut zugestellt. Informieren Sie bei Häufung Ihren Sicherheitsbeauftragten.",
    "utd.UTD-MALFORMED": "Diese Nachricht ist beschädigt.",
    "utd.UTD-MALFORMED.why": "Niemand kann sie entschlüsseln. Bitten Sie den Absender, sie erneut zu senden.",
    "utd.UTD-UNKNOWN": "Diese Nachricht ist hier aus einem Grund nicht lesbar, den diese Fassung nicht kennt.",
    "utd.UTD-UNKNOWN.why": "Bitten Sie um erneutes Senden und nennen Sie dem Service-Desk den Code.",
    "utd.remedy.ask": "Um erneutes Senden bitten",
    "utd.ask.draft":
        "Könnten Sie Ihre Nachricht von {{time}} bitte erneut senden? Ich kann sie hier nicht lesen ({{code}}).",
} as const;
