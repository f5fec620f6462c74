import gateCodes from "./gateCodes.ts";
import messageCodes from "./messageCodes.ts";

/** Chaque refus et chaque cause d’illisibilité : ce qui s’est passé et pourquoi, puis quoi faire. */
export default {
    ...gateCodes,
    ...messageCodes,
    "failure.invalid-input": "L’application a envoyé quelque chose que son propre moteur n’accepte pas.",
    "failure.invalid-input.next": "Réessayez. Si cela se répète, donnez le code à votre centre de services.",
    "failure.not-signed-in": "Vous n’êtes pas connecté.",
    "failure.not-signed-in.next": "Connectez-vous puis réessayez.",
    "failure.already-signed-in": "Une session est déjà ouverte sur cet appareil.",
    "failure.already-signed-in.next": "Déconnectez-vous d’abord, puis connectez-vous avec l’autre compte.",
    "failure.sign-in-expired": "La connexion dans le navigateur a expiré.",
    "failure.sign-in-expired.next": "Recommencez. Elle ne sert qu’une fois, et peu de temps.",
    "failure.proof-not-offered": "Votre compte ne peut pas être confirmé ici chez un fournisseur d’identité.",
    "failure.proof-not-offered.next":
        "Utilisez votre mot de passe, ou faites fermer toutes vos sessions par l’administration.",
    "failure.proof-expired": "Le fournisseur d’identité n’a pas confirmé à temps que c’est vous. Rien n’a changé.",
    "failure.proof-expired.next":
        "Recommencez. S’il est injoignable, faites fermer toutes vos sessions par l’administration.",
    "failure.other-account": "Dans le navigateur, {{user}} s’est connecté : ce n’est pas le compte attendu.",
    "failure.other-account.next": "Rien n’en est conservé. Déconnectez-vous chez le fournisseur, puis recommencez.",
    "failure.no-browser": "Aucun navigateur n’a pu être ouvert ici.",
    "failure.no-browser.next": "Connectez-vous avec votre mot de passe, ou demandez à votre centre de services.",
    "failure.wrong-password": "Nom d’utilisateur ou mot de passe incorrect.",
    "failure.wrong-password.next":
        "Vérifiez les deux et la touche Verr. Maj. Votre organisme peut définir un nouveau mot de passe.",
    "failure.account-locked": "Votre organisme a verrouillé ce compte.",
    "failure.account-locked.next": "Adressez-vous à votre centre de services. Rien n’a été supprimé sur cet appareil.",
    "failure.account-deactivated": "Votre organisme a fermé ce compte.",
    "failure.account-deactivated.next": "Adressez-vous à votre centre de services.",
    "failure.signed-out-by-server": "Le serveur de votre organisme a mis fin à cette session.",
    "failure.signed-out-by-server.next": "Reconnectez-vous. Les brouillons et messages non envoyés sont conservés.",
    "failure.server-unreachable": "Le serveur de votre organisme ne répond pas.",
    "failure.server-unreachable.next":
        "Vérifiez le réseau ou le VPN. Rien n’est perdu ; Valise continue d’essayer d’elle-même.",
    "failure.server-error": "Le serveur de votre organisme est en défaut.",
    "failure.server-error.next":
        "Valise continue d’essayer d’elle-même. Si cela dure, donnez le code à votre centre de services.",
    "failure.rate-limited": "Trop de tentatives : le serveur demande d’attendre jusqu’à {{time}}.",
    "failure.rate-limited.next": "Valise reprendra alors d’elle-même ; réessayer plus tôt ne sert à rien.",
    "failure.not-allowed": "Le serveur ne vous y autorise pas.",
    "failure.not-allowed.next":
        "Adressez-vous à un responsable du salon, ou donnez le code à votre centre de services.",
    "failure.not-found": "Ce que vous demandez n’existe pas ou ne vous est pas montré.",
    "failure.not-found.next": "Vérifiez le nom. Cela a pu être supprimé.",
    "failure.too-large": "C’est plus volumineux que ce que le serveur de votre organisme accepte.",
    "failure.too-large.limit":
        "C’est plus volumineux que ce que le serveur de votre organisme accepte : au plus {{size}}.",
    "failure.too-large.next": "Envoyez en plusieurs parties, ou par une autre voie.",
    "failure.not-a-matrix-server": "Ce qui répond à l’adresse de votre organisme n’est pas son serveur de messages.",
    "failure.not-a-matrix-server.next":
        "Un réseau d’hôtel ou d’aéroport demande peut-être d’abord une page de connexion. Sinon, donnez le code à votre centre de services.",
    "failure.store-in-use": "Valise est déjà ouverte dans une autre fenêtre ou un autre programme.",
    "failure.store-in-use.next": "Utilisez cette fenêtre, ou fermez-la et réessayez.",
    "failure.store-corrupt.crypto": "Les clés conservées sur cet appareil sont endommagées.",
    "failure.store-corrupt.rooms": "La liste des salons conservée sur cet appareil est endommagée.",
    "failure.store-corrupt.outbox": "Les messages en attente d’envoi sont endommagés sur ce disque.",
    "failure.store-corrupt.settings": "La session conservée sur cet appareil est endommagée.",
    "failure.store-corrupt.next":
        "Redémarrez une fois. Si cela persiste, préparez votre code de récupération et consultez votre centre de services avant d’effacer quoi que ce soit.",
    "failure.store-newer": "Les données de cet appareil ont été écrites par une version plus récente de Valise.",
    "failure.store-newer.next":
        "Rien n’est endommagé ni perdu. Mettez Valise à jour sur cet appareil, puis rouvrez-la.",
    "failure.store-key-wrong": "Ceci n’ouvre pas les messages conservés ici.",
    "failure.store-key-wrong.next":
        "Vérifiez votre saisie. Dans l’application de bureau : le trousseau du système appartient peut-être à un autre utilisateur, ou a été réinitialisé.",
    "failure.store-full": "Il n’y a plus de place sur ce disque.",
    "failure.store-full.next":
        "Libérez de l’espace puis réessayez. Ce qui n’a pas été enregistré n’est pas affiché comme envoyé.",
    "failure.recovery-code-malformed": "Ce n’est pas un code de récupération complet.",
    "failure.recovery-code-malformed.next": "Comparez les huit groupes avec votre note.",
    "failure.recovery-code-wrong": "Ce code de récupération n’est pas celui qui est valable.",
    "failure.recovery-code-wrong.next": "Utilisez le code au numéro le plus élevé.",
    "failure.recovery-not-set-up": "Aucun code de récupération n’a jamais été créé pour ce compte.",
    "failure.recovery-not-set-up.next": "Confirmez cet appareil avec un autre, déjà connecté.",
    "failure.verify-needed": "Cet appareil n’est pas encore confirmé comme le vôtre.",
    "failure.verify-needed.next": "Saisissez votre code de récupération, ou utilisez un autre appareil.",
    "failure.verification-cancelled.me": "Vous avez interrompu la comparaison.",
    "failure.verification-cancelled.them": "L’autre partie a interrompu la comparaison, ou elle a duré trop longtemps.",
    "failure.verification-cancelled.next":
        "Recommencez. Si les symboles différaient, prévenez votre officier de sécurité : quelqu’un écoute peut-être.",
    "failure.encryption-not-ready": "On ne sait pas encore qui pourrait lire ceci.",
    "failure.encryption-not-ready.next": "L’envoi se fera dès que ce sera établi. Vous n’avez rien à faire.",
    "failure.encryption-weakened": "Quelqu’un a tenté de désactiver ou d’affaiblir le chiffrement de ce salon.",
    "failure.encryption-weakened.next":
        "Plus rien n’y est envoyé. Prévenez votre officier de sécurité et utilisez un autre salon.",
    "failure.file-damaged":
        "Le fichier ne correspond pas à ce qui a été envoyé : il a été endommagé ou modifié en chemin.",
    "failure.file-damaged.next": "Demandez à l’expéditeur de le renvoyer.",
    "failure.refused": "Une règle de sécurité l’a refusé.",
    "failure.refused.next": "Rien n’a été envoyé. Communiquez le code à votre officier de sécurité.",
    "failure.cancelled": "L’opération a été interrompue.",
    "failure.cancelled.next": "Rien n’a été envoyé. Recommencez si nécessaire.",
    "failure.unexpected": "Un incident inconnu de Valise s’est produit.",
    "failure.unexpected.next": "Réessayez. Si cela se répète, donnez le code à votre centre de services.",
    "utd.UTD-WAITING-FOR-KEY": "La clé de ce message n’est pas encore arrivée.",
    "utd.UTD-WAITING-FOR-KEY.why":
        "Elle suit en général en quelques secondes ; si une liaison est coupée, à son rétablissement. Le message apparaîtra alors de lui-même.",
    "utd.UTD-SENT-BEFORE-JOIN": "Ceci a été écrit avant votre arrivée dans le salon.",
    "utd.UTD-SENT-BEFORE-JOIN.why":
        "Les clés ne sont jamais envoyées pour le passé. Demandez à un membre de le renvoyer si vous en avez besoin.",
    "utd.UTD-SENT-BEFORE-THIS-DEVICE": "Ceci a été écrit avant que cet appareil n’existe.",
    "utd.UTD-SENT-BEFORE-THIS-DEVICE.why":
        "Sa clé est dans votre sauvegarde ou sur un autre de vos appareils. Confirmez cet appareil et le message apparaîtra.",
    "utd.UTD-NO-BACKUP": "La clé de ce message n’est pas dans votre sauvegarde.",
    "utd.UTD-NO-BACKUP.why": "Un autre de vos appareils l’a peut-être. Ouvrez-y Valise, ou demandez un nouvel envoi.",
    "utd.UTD-KEPT-ON-DEVICES": "Les clés de ce salon restent sur les appareils qui les ont reçues.",
    "utd.UTD-KEPT-ON-DEVICES.why":
        "Son marquage les exclut de toute sauvegarde. Lisez le message sur votre appareil précédent, ou demandez un nouvel envoi.",
    "utd.UTD-WITHHELD": "L’application de l’expéditeur ne vous a pas envoyé la clé.",
    "utd.UTD-WITHHELD.why":
        "Vous n’étiez pas parmi les destinataires au moment de l’envoi. Demandez à l’expéditeur s’il s’agit d’une erreur.",
    "utd.UTD-WITHHELD-CLEARANCE": "Ce salon exige une habilitation que vous n’y avez pas présentée.",
    "utd.UTD-WITHHELD-CLEARANCE.why":
        "L’application de l’expéditeur ne remet les clés qu’aux personnes admises dont l’habilitation suffit.",
    "utd.UTD-WITHHELD-UNVERIFIED-DEVICE": "La clé a été retenue car cet appareil n’était pas confirmé comme le vôtre.",
    "utd.UTD-WITHHELD-UNVERIFIED-DEVICE.why":
        "Confirmez cet appareil avec votre code de récupération. Pour ce message, demandez un nouvel envoi.",
    "utd.UTD-SENDER-DEVICE-UNSIGNED": "Ceci vient d’un appareil que son propriétaire n’a pas confirmé.",
    "utd.UTD-SENDER-DEVICE-UNSIGNED.why":
        "Ce n’est peut-être pas de cette personne ; le message n’est donc pas affiché. Demandez-lui de confirmer son appareil et de renvoyer.",
    "utd.UTD-SENDER-IDENTITY-CHANGED": "L’identité de l’expéditeur a changé.",
    "utd.UTD-SENDER-IDENTITY-CHANGED.why":
        "C’est peut-être un nouvel ordinateur, ou quelqu’un d’autre. Interrogez la personne par un autre moyen avant de vous y fier.",
    "utd.UTD-REPLAY": "Ceci est la copie d’un message antérieur ; elle n’est pas affichée deux fois.",
    "utd.UTD-REPLAY.why":
        "Un serveur l’a redistribué sous un autre nom. Prévenez votre officier de sécurité si cela se répète.",
    "utd.UTD-MALFORMED": "Ce message est endommagé.",
    "utd.UTD-MALFORMED.why": "Personne ne peut le déchiffrer. Demandez à l’expéditeur de le renvoyer.",
    "utd.UTD-UNKNOWN": "Ce message est illisible ici, pour une raison inconnue de cette version.",
    "utd.UTD-UNKNOWN.why": "Demandez à l’expéditeur de le renvoyer et donnez le code à votre centre de services.",
    "utd.remedy.ask": "Demander un nouvel envoi",
    "utd.ask.draft": "Pourriez-vous renvoyer votre message de {{time}} ? Je ne peux pas le lire ici ({{code}}).",
} as const;
